import { Link } from '@tanstack/react-router'
import { ListChecks, Plus } from 'lucide-react'
import { useRef } from 'react'
import type { StoredStyleRule, StyleChoiceView, StyleRule, StyleView } from '../../../../server/channels/contract.ts'
import { buttonClass } from '../../../kit/ui/Button.tsx'
import { useConfirm } from '../../../kit/ui/confirm.tsx'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { queryClient } from '../../app/queries.ts'
import { Alert } from '../parts/Alert.tsx'
import { Back } from '../parts/Back.tsx'
import { OrderedList } from '../parts/OrderedList.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useRuleWords } from '../rules/useRuleWords.ts'
import { useSettingsText } from '../text.ts'
import { Transfer } from '../transfer/Transfer.tsx'
import { choiceQuery } from './choice-query.ts'
import { useEndingsText } from './endings-text.ts'
import { useStyleName } from './useEffectText.ts'

type StyleRuleListProps = { choice: StyleChoiceView; styles: readonly StyleView[] }

/** All of them, in the order in which the first that holds gives the style. */
export function StyleRuleList({ choice, styles }: StyleRuleListProps) {
  const t = useSettingsText()
  const e = useEndingsText()
  const styleName = useStyleName()
  const words = useRuleWords()
  const confirm = useConfirm()
  const save = useCommand('style.choose', { refreshes: ['styles', 'audit'] })
  const { rules } = choice
  const before = useRef<Promise<unknown>>(Promise.resolve())
  /** One after the other, each on what the one before has left: two quick presses of one person are no quarrel. */
  const choose = (change: (rules: readonly StoredStyleRule[]) => readonly StyleRule[]) => {
    const next = before.current.then(() => {
      const latest = queryClient.getQueryData(choiceQuery.queryKey) ?? choice
      return save.run({ version: latest.version, rules: change(latest.rules) })
    })
    before.current = next
    return next
  }
  const ruleOf = (id: number) => rules.find((rule) => rule.id === id)
  const facts = ({ styleId, conditions }: StoredStyleRule) => {
    const style = styles.find(({ id }) => id === styleId)
    return [style ? styleName(style) : '', ...[...conditions.all, ...conditions.any].map(words.condition)]
      .filter(Boolean)
      .join(' · ')
  }
  const askRemove = async ({ id, title }: StoredStyleRule) => {
    const yes = await confirm({
      title: e('choice.delete.title', { title }),
      text: e('choice.delete.text'),
      yes: e('choice.delete'),
      isDanger: true,
    })
    if (yes && (await choose((all) => all.filter((rule) => rule.id !== id))))
      toast({ text: e('choice.deleted', { title }), tone: 'ok' })
  }
  return (
    <Page
      title={e('choice')}
      description={e('choice.text')}
      back={<Back to="/settings/styles" label={t('section.styles')} />}
      actions={
        <>
          <Transfer kind="style_rule" />
          <Link to="/settings/$" params={{ _splat: 'styles/choice/new' }} className={buttonClass('primary')}>
            <Plus size={16} aria-hidden />
            {e('choice.add')}
          </Link>
        </>
      }
    >
      {save.error && <Alert>{save.error}</Alert>}
      {rules.length === 0 && (
        <EmptyState icon={<ListChecks size={22} aria-hidden />} title={e('choice.none')} text={e('choice.none.text')} />
      )}
      <OrderedList
        label={e('choice')}
        search={e('choice.search')}
        items={rules.map((rule) => ({
          id: rule.id,
          name: rule.title,
          facts: facts(rule),
          active: rule.active,
          path: `styles/choice/${rule.id}`,
        }))}
        onOrder={(ids) => choose((all) => inOrder(all, ids))}
        onActive={(id, active) =>
          void choose((all) => all.map((rule) => (rule.id === id ? { ...rule, active } : rule)))
        }
        onDuplicate={(id) => {
          const { id: _id, ...rule } = ruleOf(id) ?? { id: 0, title: '' }
          if ('conditions' in rule)
            void choose((all) => [
              ...all,
              { ...rule, title: e('choice.copyOf', { title: rule.title }).slice(0, 120), active: false },
            ])
        }}
        onDelete={(id) => {
          const rule = ruleOf(id)
          if (rule) void askRemove(rule)
        }}
      />
    </Page>
  )
}

/** What has come meanwhile stands at the end. */
function inOrder(rules: readonly StoredStyleRule[], ids: readonly number[]): StoredStyleRule[] {
  const placeOf = ({ id }: StoredStyleRule) => (ids.includes(id) ? ids.indexOf(id) : ids.length)
  return rules.toSorted((a, b) => placeOf(a) - placeOf(b))
}
