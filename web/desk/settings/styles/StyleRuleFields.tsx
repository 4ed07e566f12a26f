import { ArrowDown, ArrowUp, X } from 'lucide-react'
import type { StyleChoiceView, StyleRule, StyleView } from '../../../../server/channels/contract.ts'
import { IconButton } from '../../../kit/ui/IconButton.tsx'
import { Section } from '../../../kit/ui/Page.tsx'
import { Select } from '../../../kit/ui/Select.tsx'
import { Switch } from '../../../kit/ui/Switch.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { Alert } from '../parts/Alert.tsx'
import type { Complaint } from '../parts/complaints.ts'
import form from '../parts/Form.module.css'
import { ConditionRows } from '../rules/ConditionRows.tsx'
import { useEndingsText } from './endings-text.ts'
import { useStyleName } from './useEffectText.ts'

type StyleRuleFieldsProps = {
  index: number
  rule: StyleRule
  styles: readonly StyleView[]
  fields: StyleChoiceView['fields']
  complaints: readonly Complaint[]
  onChange: (rule: StyleRule) => void
  onRemove: () => void
  onUp: (() => void) | null
  onDown: (() => void) | null
}
const BEGIN = { field: 'page', operator: 'contains_any' as const, value: [] }

/** One rule: its conditions, and the style they give. */
export function StyleRuleFields(props: StyleRuleFieldsProps) {
  const { index, rule, styles, fields, complaints, onChange, onRemove, onUp, onDown } = props
  const e = useEndingsText()
  const styleName = useStyleName()
  const set = (change: Partial<StyleRule>) => onChange({ ...rule, ...change })
  const { conditions } = rule
  return (
    <Section title={rule.title.trim() || e('choice.rule', { n: index + 1 })}>
      <div className={form['row']}>
        <Switch isSelected={rule.active} onChange={(active) => set({ active })}>
          {e('choice.active')}
        </Switch>
        <span>
          <IconButton label={e('choice.up', { n: index + 1 })} isDisabled={!onUp} onPress={() => onUp?.()}>
            <ArrowUp size={16} aria-hidden />
          </IconButton>
          <IconButton label={e('choice.down', { n: index + 1 })} isDisabled={!onDown} onPress={() => onDown?.()}>
            <ArrowDown size={16} aria-hidden />
          </IconButton>
          <IconButton label={e('choice.remove', { n: index + 1 })} onPress={onRemove}>
            <X size={16} aria-hidden />
          </IconButton>
        </span>
      </div>
      <div className={form['pair']}>
        <TextField
          label={e('choice.title')}
          isRequired
          maxLength={120}
          value={rule.title}
          onChange={(title) => set({ title })}
        />
        <Select
          label={e('choice.style')}
          value={String(rule.styleId)}
          items={styles.map((style) => ({ id: String(style.id), label: styleName(style) }))}
          onChange={(id) => set({ styleId: Number(id) })}
        />
      </div>
      {complaints.some(({ field }) => field === 'conditions') && <Alert>{e('choice.wrong.empty')}</Alert>}
      {(['all', 'any'] as const).map((list) => (
        <ConditionRows
          key={list}
          list={list}
          begin={BEGIN}
          value={conditions[list]}
          onChange={(changed) => set({ conditions: { ...conditions, [list]: changed } })}
          fields={fields}
          complaints={complaints}
        />
      ))}
    </Section>
  )
}
