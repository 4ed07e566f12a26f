import { queryOptions, useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { type FormEvent, useId } from 'react'
import type { StyleChoiceView, StyleRule, StyleView } from '../../../../server/channels/contract.ts'
import { api } from '../../../kit/http.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { Back } from '../parts/Back.tsx'
import { complaintsIn } from '../parts/complaints.ts'
import form from '../parts/Form.module.css'
import { Loaded } from '../parts/Loaded.tsx'
import { SaveBar } from '../parts/SaveBar.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useDraft } from '../parts/useDraft.ts'
import { useSettingsText } from '../text.ts'
import { useEndingsText } from './endings-text.ts'
import { StyleRuleFields } from './StyleRuleFields.tsx'

const choiceQuery = queryOptions({
  queryKey: ['styles', 'choice'],
  queryFn: () => api.get<StyleChoiceView>('/style-choice'),
})

/** Which style conversations get, by what is known at their start. */
export function StyleChoice({ styles }: { styles: readonly StyleView[] }) {
  const choice = useQuery(choiceQuery)
  return <Loaded query={choice}>{(known) => <Editor key={known.version} choice={known} styles={styles} />}</Loaded>
}

function Editor({ choice, styles }: { choice: StyleChoiceView; styles: readonly StyleView[] }) {
  const t = useSettingsText()
  const e = useEndingsText()
  const formId = useId()
  // Their order matters.
  const { draft, isDirty, set, reset, leave } = useDraft(
    { rules: choice.rules },
    (a, b) => JSON.stringify(a) === JSON.stringify(b),
  )
  const { rules } = draft
  const save = useCommand('style.choose', { refreshes: ['styles', 'audit'] })
  const complaints = save.code === 'style_choice_invalid' ? complaintsIn(save.details) : []
  const fresh: StyleRule = {
    title: '',
    active: true,
    styleId: styles[0]?.id ?? 1,
    conditions: { all: [{ field: 'page', operator: 'contains_any', value: [] }], any: [] },
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await save.run({ version: choice.version, rules }))) return
    leave()
    reset()
    toast({ text: t('saved'), tone: 'ok' })
  }
  return (
    <Page
      title={e('choice')}
      description={e('choice.text')}
      back={<Back to="/settings/styles" label={t('section.styles')} />}
      actions={
        <Button icon={<Plus size={16} aria-hidden />} onPress={() => set({ rules: [...rules, fresh] })}>
          {e('choice.add')}
        </Button>
      }
    >
      <form id={formId} className={form['fields']} onSubmit={(event) => void submit(event)}>
        {rules.length === 0 && <EmptyState title={e('choice.none')} text={e('choice.none.text')} />}
        {rules.map((rule, index) => (
          <StyleRuleFields
            // Rules have no name of their own, and hold no state but what is given.
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            index={index}
            rule={rule}
            styles={styles}
            fields={choice.fields}
            complaints={complaints
              .filter(({ field }) => field.startsWith(`rules.${index}.`))
              .map((complaint) => ({ ...complaint, field: complaint.field.slice(`rules.${index}.`.length) }))}
            onChange={(changed) => set({ rules: rules.with(index, changed) })}
            onRemove={() => set({ rules: rules.toSpliced(index, 1) })}
            onUp={index === 0 ? null : () => set({ rules: earlier(rules, index) })}
            onDown={index === rules.length - 1 ? null : () => set({ rules: earlier(rules, index + 1) })}
          />
        ))}
        <SaveBar
          form={formId}
          isDirty={isDirty}
          isPending={save.isPending}
          error={save.error}
          onReset={() => {
            reset()
            save.clear()
          }}
        />
      </form>
    </Page>
  )
}

/** With one a place further up. */
const earlier = (rules: readonly StyleRule[], index: number): StyleRule[] => {
  const [rule] = rules.slice(index, index + 1)
  return rule === undefined ? [...rules] : rules.toSpliced(index, 1).toSpliced(index - 1, 0, rule)
}
