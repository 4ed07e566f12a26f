import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useId } from 'react'
import type { StoredStyleRule, StyleChoiceView, StyleRule, StyleView } from '../../../../server/channels/contract.ts'
import { Page, Section } from '../../../kit/ui/Page.tsx'
import { Select } from '../../../kit/ui/Select.tsx'
import { Switch } from '../../../kit/ui/Switch.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { Alert } from '../parts/Alert.tsx'
import { Back } from '../parts/Back.tsx'
import { type Complaint, complaintsIn } from '../parts/complaints.ts'
import form from '../parts/Form.module.css'
import { SaveBar } from '../parts/SaveBar.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useDraft } from '../parts/useDraft.ts'
import { ConditionRows } from '../rules/ConditionRows.tsx'
import { useSettingsText } from '../text.ts'
import { useEndingsText } from './endings-text.ts'
import { useStyleName } from './useEffectText.ts'

const BEGIN = { field: 'page', operator: 'contains_any' as const, value: [] }
type StyleRuleEditorProps = {
  choice: StyleChoiceView
  /** Null: a new one, which goes last. */
  rule: StoredStyleRule | null
  styles: readonly StyleView[]
}

/** One rule: its conditions, and the style they give. */
export function StyleRuleEditor({ choice, rule, styles }: StyleRuleEditorProps) {
  const t = useSettingsText()
  const e = useEndingsText()
  const styleName = useStyleName()
  const navigate = useNavigate()
  const formId = useId()
  const fresh: StyleRule = {
    title: '',
    active: true,
    styleId: styles.find(({ active }) => active)?.id ?? 1,
    conditions: { all: [BEGIN], any: [] },
  }
  const { draft, isDirty, set, reset, leave } = useDraft<StyleRule>(rule ?? fresh)
  const save = useCommand('style.choose', { refreshes: ['styles', 'audit'] })
  const place = rule === null ? choice.rules.length : choice.rules.indexOf(rule)
  const complaints = save.code === 'style_choice_invalid' ? at(place, complaintsIn(save.details)) : []
  const toList = () => void navigate({ to: '/settings/$', params: { _splat: 'styles/choice' } })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const rules = rule === null ? [...choice.rules, draft] : choice.rules.with(place, { ...rule, ...draft })
    if (!(await save.run({ version: choice.version, rules }))) return
    leave()
    toast({ text: t('saved'), tone: 'ok' })
    toList()
  }
  const { conditions } = draft
  return (
    <Page
      title={rule?.title ?? e('choice.new')}
      description={e('choice.text')}
      back={<Back to="/settings/styles/choice" label={e('choice')} />}
    >
      <form id={formId} className={form['fields']} onSubmit={(event) => void submit(event)}>
        <Section title={e('choice.about')}>
          <div className={form['pair']}>
            <TextField
              label={e('choice.title')}
              isRequired
              autoFocus={rule === null}
              maxLength={120}
              value={draft.title}
              onChange={(title) => set({ title })}
            />
            <Select
              label={e('choice.style')}
              value={String(draft.styleId)}
              items={styles
                .filter(({ id, active }) => active || id === draft.styleId)
                .map((style) => ({ id: String(style.id), label: styleName(style) }))}
              onChange={(id) => set({ styleId: Number(id) })}
            />
          </div>
          <Switch isSelected={draft.active} onChange={(active) => set({ active })}>
            {e('choice.active')}
          </Switch>
        </Section>
        <Section title={e('choice.when')} description={e('choice.when.text')}>
          {complaints.some(({ field }) => field === 'conditions') && <Alert>{e('choice.wrong.empty')}</Alert>}
          {(['all', 'any'] as const).map((list) => (
            <ConditionRows
              key={list}
              list={list}
              begin={BEGIN}
              value={conditions[list]}
              onChange={(changed) => set({ conditions: { ...conditions, [list]: changed } })}
              fields={choice.fields}
              complaints={complaints}
            />
          ))}
        </Section>
        <SaveBar
          form={formId}
          isDirty={isDirty}
          isNew={rule === null}
          isPending={save.isPending}
          error={save.error}
          onReset={() => {
            reset()
            save.clear()
            if (rule === null) toList()
          }}
        />
      </form>
    </Page>
  )
}

/** Those of this rule, by the places in it. */
const at = (place: number, complaints: readonly Complaint[]): Complaint[] =>
  complaints.flatMap((complaint) =>
    complaint.field.startsWith(`rules.${place}.`)
      ? [{ ...complaint, field: complaint.field.slice(`rules.${place}.`.length) }]
      : [],
  )
