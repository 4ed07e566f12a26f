import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ListOrdered, Plus } from 'lucide-react'
import type { QueueView } from '../../../../server/routing/contract.ts'
import { buttonClass } from '../../../kit/ui/Button.tsx'
import { useConfirm } from '../../../kit/ui/confirm.tsx'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { useGroups } from '../../app/queries.ts'
import { Alert, Hint } from '../parts/Alert.tsx'
import { Back } from '../parts/Back.tsx'
import { OrderedList } from '../parts/OrderedList.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useList } from '../parts/useList.ts'
import { useSettingsText } from '../text.ts'
import { Transfer } from '../transfer/Transfer.tsx'
import { contentOf, draftOf } from './queue-draft.ts'
import { REFRESHES, routingSettingsQuery } from './queries.ts'
import { useRoutingText } from './text.ts'
import css from './Routing.module.css'
import { useTimeText } from './useTimeText.ts'

/** All queues, in the order in which the first that fits takes the work. */
export function QueueList({ queues }: { queues: readonly QueueView[] }) {
  const t = useSettingsText()
  const r = useRoutingText()
  const list = useList()
  const time = useTimeText()
  const confirm = useConfirm()
  const groups = useGroups()
  const settings = useQuery(routingSettingsQuery).data
  const order = useCommand('queue.sort', { refreshes: REFRESHES })
  const save = useCommand('queue.save', { refreshes: REFRESHES })
  const remove = useCommand('queue.delete', { refreshes: REFRESHES })
  const find = (id: number) => queues.find((queue) => queue.id === id)
  const facts = ({ conditions, shares, targetPercent, targetSeconds }: QueueView) => {
    const named = shares.flatMap(({ groupIds }) => groupIds)
    const n = conditions.all.length + conditions.any.length
    return [
      n === 0 ? r('queues.everything') : r('queues.conditions', { n }),
      list(groups.flatMap(({ id, name }) => (named.includes(id) ? [name] : []))),
      r('queues.target', { percent: targetPercent, time: time(targetSeconds) }),
    ].join(' · ')
  }
  const askRemove = async ({ id, name }: QueueView) => {
    const yes = await confirm({
      title: r('queues.delete.title', { name }),
      text: r('queues.delete.text'),
      yes: r('queues.delete'),
      isDanger: true,
    })
    if (yes && (await remove.run({ queueId: id }))) toast({ text: r('deleted', { name }), tone: 'ok' })
  }
  const error = order.error ?? save.error ?? remove.error
  return (
    <Page
      title={t('section.queues')}
      description={r('queues.text')}
      back={<Back to="/settings" label={t('settings')} isNarrowOnly />}
      actions={
        <>
          <Transfer kind="queue" />
          <Link to="/settings/$" params={{ _splat: 'queues/new' }} className={buttonClass('primary')}>
            <Plus size={16} aria-hidden />
            {r('queues.new')}
          </Link>
        </>
      }
    >
      {error && <Alert>{error}</Alert>}
      {settings?.enabled === false && queues.length > 0 && (
        <div className={css['hint']}>
          <Hint tone="warn">
            {r('queues.off')}{' '}
            <Link to="/settings/$" params={{ _splat: 'routing' }}>
              {r('queues.off.go')}
            </Link>
          </Hint>
        </div>
      )}
      {queues.length === 0 && (
        <EmptyState
          icon={<ListOrdered size={22} aria-hidden />}
          title={r('queues.none')}
          text={r('queues.none.text')}
        />
      )}
      <OrderedList
        label={t('section.queues')}
        search={r('queues.search')}
        items={queues.map((queue) => ({
          id: queue.id,
          name: queue.name,
          facts: facts(queue),
          active: queue.active,
          path: `queues/${queue.id}`,
        }))}
        onOrder={(ids) => order.run({ ids })}
        onActive={(id, active) => {
          const queue = find(id)
          if (queue) void save.run({ ...contentOf({ ...draftOf(queue), active }), id, version: queue.version })
        }}
        onDuplicate={(id) => {
          const queue = find(id)
          if (queue)
            void save.run({
              ...contentOf({ ...draftOf(queue), active: false }),
              name: r('queues.copyOf', { name: queue.name }).slice(0, 60),
            })
        }}
        onDelete={(id) => {
          const queue = find(id)
          if (queue) void askRemove(queue)
        }}
      />
    </Page>
  )
}
