import { Link } from '@tanstack/react-router'
import { Gauge, Plus } from 'lucide-react'
import type { SlaPolicyView } from '../../../../server/tickets/contract.ts'
import { metrics, slaPriorities } from '../../../../server/tickets/pure/sla-metrics.ts'
import { buttonClass } from '../../../kit/ui/Button.tsx'
import { useConfirm } from '../../../kit/ui/confirm.tsx'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { useSlaText } from '../../ticket/sla/text.ts'
import { Alert } from '../parts/Alert.tsx'
import { Back } from '../parts/Back.tsx'
import { OrderedList } from '../parts/OrderedList.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useList } from '../parts/useList.ts'
import { Transfer } from '../transfer/Transfer.tsx'
import { useSettingsText } from '../text.ts'
import { Progress } from './Progress.tsx'

export const REFRESHES = ['sla-policies', 'audit']

/** All policies, in the order in which the first that fits applies. */
export function PolicyList({ policies }: { policies: readonly SlaPolicyView[] }) {
  const t = useSettingsText()
  const s = useSlaText()
  const listed = useList()
  const confirm = useConfirm()
  const order = useCommand('sla_policy.sort', { refreshes: REFRESHES })
  const save = useCommand('sla_policy.save', { refreshes: REFRESHES })
  const remove = useCommand('sla_policy.delete', { refreshes: REFRESHES })
  const find = (id: number) => policies.find((policy) => policy.id === id)
  const content = ({ name, active, conditions, scheduleId, targets }: SlaPolicyView) => ({
    name,
    active,
    conditions,
    scheduleId,
    targets,
  })
  const facts = ({ conditions, targets }: SlaPolicyView) => {
    const asked = conditions.all.length + conditions.any.length
    const promised = metrics.filter((metric) => slaPriorities.some((priority) => targets[priority][metric] !== null))
    return `${s('conditions', { n: asked })} · ${listed(promised.map((metric, index) => (index === 0 ? s(`metric.${metric}`) : s(`metric.${metric}`).toLowerCase())))}`
  }
  const askRemove = async ({ id, name }: SlaPolicyView) => {
    const yes = await confirm({
      title: s('delete.title', { name }),
      text: s('delete.text'),
      yes: s('delete'),
      isDanger: true,
    })
    if (yes && (await remove.run({ policyId: id }))) toast({ text: s('deleted', { name }), tone: 'ok' })
  }
  const error = order.error ?? save.error ?? remove.error
  return (
    <Page
      title={t('section.sla')}
      description={s('text')}
      back={<Back to="/settings" label={t('settings')} isNarrowOnly />}
      actions={
        <>
          <Transfer kind="sla_policy" />
          <Link to="/settings/$" params={{ _splat: 'sla/new' }} className={buttonClass('primary')}>
            <Plus size={16} aria-hidden />
            {s('new')}
          </Link>
        </>
      }
    >
      {error && <Alert>{error}</Alert>}
      <Progress />
      {policies.length === 0 && (
        <EmptyState icon={<Gauge size={22} aria-hidden />} title={s('none')} text={s('none.text')} />
      )}
      <OrderedList
        label={t('section.sla')}
        search={s('search')}
        items={policies.map((policy) => ({
          id: policy.id,
          name: policy.name,
          facts: facts(policy),
          active: policy.active,
          path: `sla/${policy.id}`,
        }))}
        onOrder={(ids) => order.run({ ids })}
        onActive={(id, active) => {
          const policy = find(id)
          if (policy) void save.run({ ...content(policy), id, version: policy.version, active })
        }}
        onDuplicate={(id) => {
          const policy = find(id)
          if (policy)
            void save.run({
              ...content(policy),
              name: s('copyOf', { name: policy.name }).slice(0, 120),
              active: false,
            })
        }}
        onDelete={(id) => {
          const policy = find(id)
          if (policy) void askRemove(policy)
        }}
      />
    </Page>
  )
}
