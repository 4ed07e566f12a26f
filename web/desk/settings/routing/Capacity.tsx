import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import type { CapacityRuleView } from '../../../../server/routing/contract.ts'
import { buttonClass } from '../../../kit/ui/Button.tsx'
import { useConfirm } from '../../../kit/ui/confirm.tsx'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { Alert } from '../parts/Alert.tsx'
import { Back } from '../parts/Back.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { OrderedList } from '../parts/OrderedList.tsx'
import { useCommand } from '../parts/useCommand.ts'
import type { SectionProps } from '../sections.ts'
import { useSettingsText } from '../text.ts'
import { Transfer } from '../transfer/Transfer.tsx'
import { CapacityEditor } from './CapacityEditor.tsx'
import { capacityRulesQuery, REFRESHES } from './queries.ts'
import { useRoutingText } from './text.ts'

/** `capacity`, `capacity/2`, `capacity/new`. */
export default function Capacity({ path: [id] }: SectionProps) {
  const t = useSettingsText()
  const rules = useQuery(capacityRulesQuery)
  return (
    <Loaded query={rules}>
      {(all) => {
        if (id === undefined) return <RuleList rules={all} />
        const rule = all.find((each) => each.id === Number(id))
        const standard = all.find(({ isDefault }) => isDefault)
        if (standard && (rule || id === 'new'))
          return <CapacityEditor key={id} rule={rule ?? null} standard={standard} />
        return (
          <Page title={t('section.capacity')} back={<Back to="/settings/capacity" label={t('section.capacity')} />}>
            <EmptyState title={t('unknown.title')} text={t('unknown.text')} />
          </Page>
        )
      }}
    </Loaded>
  )
}

function RuleList({ rules }: { rules: readonly CapacityRuleView[] }) {
  const t = useSettingsText()
  const r = useRoutingText()
  const confirm = useConfirm()
  const save = useCommand('capacity_rule.save', { refreshes: REFRESHES })
  const remove = useCommand('capacity_rule.delete', { refreshes: REFRESHES })
  const find = (id: number) => rules.find((rule) => rule.id === id)
  const nameOf = ({ isDefault, name }: CapacityRuleView) => (isDefault ? r('capacity.default') : name)
  const facts = (rule: CapacityRuleView) => {
    const { email, messaging, call, isDefault, userIds } = rule
    const limits = r('capacity.facts', { email, messaging, call })
    return isDefault ? limits : `${limits} · ${r('people.n', { n: userIds.length })}`
  }
  const askRemove = async ({ id, name }: CapacityRuleView) => {
    const yes = await confirm({
      title: r('capacity.delete.title', { name }),
      text: r('capacity.delete.text'),
      yes: r('capacity.delete'),
      isDanger: true,
    })
    if (yes && (await remove.run({ ruleId: id }))) toast({ text: r('deleted', { name }), tone: 'ok' })
  }
  const error = save.error ?? remove.error
  return (
    <Page
      title={t('section.capacity')}
      description={r('capacity.text')}
      back={<Back to="/settings" label={t('settings')} isNarrowOnly />}
      actions={
        <>
          <Transfer kind="capacity_rule" />
          <Link to="/settings/$" params={{ _splat: 'capacity/new' }} className={buttonClass('primary')}>
            <Plus size={16} aria-hidden />
            {r('capacity.new')}
          </Link>
        </>
      }
    >
      {error && <Alert>{error}</Alert>}
      <OrderedList
        label={t('section.capacity')}
        search={r('capacity.search')}
        items={rules.map((rule) => ({
          id: rule.id,
          name: nameOf(rule),
          facts: facts(rule),
          active: true,
          isFixed: rule.isDefault,
          path: `capacity/${rule.id}`,
          tags: rule.isDefault ? [{ text: r('capacity.everybody'), tone: 'accent' as const }] : [],
        }))}
        onDuplicate={(id) => {
          const rule = find(id)
          if (!rule) return
          const { email, messaging, call } = rule
          const name = r('queues.copyOf', { name: nameOf(rule) }).slice(0, 60)
          // Everybody goes by one rule: they stay with theirs.
          void save.run({ name, email, messaging, call, userIds: [] })
        }}
        onDelete={(id) => {
          const rule = find(id)
          if (rule) void askRemove(rule)
        }}
      />
    </Page>
  )
}
