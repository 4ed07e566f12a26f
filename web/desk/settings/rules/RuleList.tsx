import { Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import type { RuleView, TriggerDefinition } from '../../../../server/rules/contract.ts'
import { buttonClass } from '../../../kit/ui/Button.tsx'
import { useConfirm } from '../../../kit/ui/confirm.tsx'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { useTimes } from '../../app/times.ts'
import { Alert } from '../parts/Alert.tsx'
import { Back } from '../parts/Back.tsx'
import { OrderedList } from '../parts/OrderedList.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useMissing } from '../parts/useMissing.ts'
import { useSettingsText } from '../text.ts'
import { places, type ScreenKind } from './places.ts'
import { Replanning } from './Replanning.tsx'
import { useRulesText } from './text.ts'
import { Transfer } from '../transfer/Transfer.tsx'

const REFRESHES = ['rules', 'audit']

/** All rules of a kind in the order they run: found by typing, moved, switched, copied, deleted. */
export function RuleList({ kind, rules }: { kind: ScreenKind; rules: readonly RuleView[] }) {
  const t = useSettingsText()
  const r = useRulesText()
  const times = useTimes()
  const missing = useMissing()
  const confirm = useConfirm()
  const order = useCommand('rule.order', { refreshes: REFRESHES })
  const save = useCommand('rule.save', { refreshes: REFRESHES })
  const remove = useCommand('rule.delete', { refreshes: REFRESHES })
  const ruleOf = (id: number) => rules.find((rule) => rule.id === id)
  const { section, Icon } = places[kind]
  const content = ({ title, category, active, definition }: RuleView) => ({
    kind,
    title,
    category,
    active,
    definition,
  })
  const duplicate = (rule: RuleView) =>
    save.run({ ...content(rule), title: r('copyOf', { title: rule.title }).slice(0, 120), active: false })
  const askRemove = async (rule: RuleView) => {
    const yes = await confirm({
      title: r('delete.title', { title: rule.title }),
      text: r('delete.text'),
      yes: r('delete'),
      isDanger: true,
    })
    if (yes && (await remove.run({ ruleId: rule.id }))) toast({ text: r('deleted', { title: rule.title }), tone: 'ok' })
  }
  const facts = ({ category, fired }: RuleView) =>
    [
      category,
      fired.lastAt === null
        ? r('fired.never')
        : r(fired.times > 1_000 ? 'fired.often' : 'fired', { n: fired.times, last: times.brief(fired.lastAt) }),
    ]
      .filter(Boolean)
      .join(' · ')
  const error = order.error ?? save.error ?? remove.error
  return (
    <Page
      title={t(`section.${section}`)}
      description={r(`${section}.text`)}
      back={<Back to="/settings" label={t('settings')} isNarrowOnly />}
      actions={
        <>
          <Transfer kind={kind} />
          <Link to="/settings/$" params={{ _splat: `${section}/new` }} className={buttonClass('primary')}>
            <Plus size={16} aria-hidden />
            {r(`${section}.new`)}
          </Link>
        </>
      }
    >
      {error && <Alert>{error}</Alert>}
      {kind === 'automation' && <Replanning />}
      {rules.length === 0 && (
        <EmptyState
          icon={<Icon size={22} aria-hidden />}
          title={r(`${section}.none`)}
          text={r(`${section}.none.text`)}
        />
      )}
      <OrderedList
        label={t(`section.${section}`)}
        search={r(`${section}.search`)}
        items={rules.map((rule) => ({
          id: rule.id,
          name: rule.title,
          facts: facts(rule),
          active: rule.active,
          path: `${section}/${rule.id}`,
          tags: [
            ...(rule.failure ? [{ text: r('failed.short'), tone: 'warn' as const }] : []),
            ...missing(textsOf(rule.definition)),
          ],
        }))}
        onOrder={(ids) =>
          order.run({
            kind,
            rules: ids.map((id) => ({ id, category: ruleOf(id)?.category ?? '' })),
          })
        }
        onActive={(id, active) => {
          const rule = ruleOf(id)
          if (rule) void save.run({ ...content(rule), id, version: rule.version, active })
        }}
        onDuplicate={(id) => {
          const rule = ruleOf(id)
          if (rule) void duplicate(rule)
        }}
        onDelete={(id) => {
          const rule = ruleOf(id)
          if (rule) void askRemove(rule)
        }}
      />
    </Page>
  )
}

/** What customers get to read. */
const textsOf = ({ actions }: TriggerDefinition) =>
  actions.flatMap((action) => [
    ...('texts' in action ? [action.texts] : []),
    ...('subject' in action ? [action.subject] : []),
  ])
