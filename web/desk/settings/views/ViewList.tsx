import { Link } from '@tanstack/react-router'
import { ListFilter, Plus } from 'lucide-react'
import type { CustomView } from '../../../../server/tickets/contract.ts'
import { buttonClass } from '../../../kit/ui/Button.tsx'
import { useConfirm } from '../../../kit/ui/confirm.tsx'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { useGroups } from '../../app/queries.ts'
import { useViewsText } from '../../inbox/custom/text.ts'
import { Alert } from '../parts/Alert.tsx'
import { Back } from '../parts/Back.tsx'
import { OrderedList } from '../parts/OrderedList.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useList } from '../parts/useList.ts'
import { useMay } from '../../shell/DeskContext.tsx'
import { Transfer } from '../transfer/Transfer.tsx'
import { useSettingsText } from '../text.ts'

const REFRESHES = ['views', 'audit']

/** The views one keeps, in the order of the inbox: found by typing, moved, switched, copied, deleted. */
export function ViewList({ views }: { views: readonly CustomView[] }) {
  const t = useSettingsText()
  const v = useViewsText()
  const list = useList()
  const groups = useGroups()
  const confirm = useConfirm()
  const mayShare = useMay('rules.manage')
  const order = useCommand('view.order', { refreshes: REFRESHES })
  const save = useCommand('view.save', { refreshes: REFRESHES })
  const remove = useCommand('view.delete', { refreshes: REFRESHES })
  const viewOf = (id: number) => views.find((view) => view.id === id)
  const content = ({ title, active, sharing, definition }: CustomView) => ({ title, active, sharing, definition })
  const whose = ({ sharing }: CustomView) =>
    sharing.with === 'groups'
      ? list(groups.filter(({ id }) => sharing.groups.includes(id)).map(({ name }) => name))
      : v(`sharing.${sharing.with}`)
  const askRemove = async (view: CustomView) => {
    const yes = await confirm({
      title: v('delete.title', { title: view.title }),
      text: v('delete.text'),
      yes: v('delete'),
      isDanger: true,
    })
    if (yes && (await remove.run({ viewId: view.id }))) toast({ text: v('deleted', { title: view.title }), tone: 'ok' })
  }
  const error = order.error ?? save.error ?? remove.error
  return (
    <Page
      title={t('section.views')}
      description={v('views.text')}
      back={<Back to="/settings" label={t('settings')} isNarrowOnly />}
      actions={
        <>
          {mayShare && <Transfer kind="view" />}
          <Link to="/settings/$" params={{ _splat: 'views/new' }} className={buttonClass('primary')}>
            <Plus size={16} aria-hidden />
            {v('views.new')}
          </Link>
        </>
      }
    >
      {error && <Alert>{error}</Alert>}
      {views.length === 0 && (
        <EmptyState icon={<ListFilter size={22} aria-hidden />} title={v('views.none')} text={v('views.none.text')} />
      )}
      <OrderedList
        label={t('section.views')}
        search={v('views.search')}
        items={views.map((view) => ({
          id: view.id,
          name: view.title,
          facts: whose(view),
          active: view.active,
          path: `views/${view.id}`,
        }))}
        onOrder={(ids) => order.run({ ids })}
        onActive={(id, active) => {
          const view = viewOf(id)
          if (view) void save.run({ ...content(view), id, version: view.version, active })
        }}
        onDuplicate={(id) => {
          const view = viewOf(id)
          if (view) void save.run({ ...content(view), title: v('copyOf', { title: view.title }).slice(0, 80) })
        }}
        onDelete={(id) => {
          const view = viewOf(id)
          if (view) void askRemove(view)
        }}
      />
    </Page>
  )
}
