import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { type FormEvent, useId } from 'react'
import type { StyleView } from '../../../../server/channels/contract.ts'
import { loadTexts } from '../../../kit/i18n.tsx'
import { Button } from '../../../kit/ui/Button.tsx'
import { Page, Section } from '../../../kit/ui/Page.tsx'
import { Switch } from '../../../kit/ui/Switch.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { Hint } from '../parts/Alert.tsx'
import { Back } from '../parts/Back.tsx'
import form from '../parts/Form.module.css'
import { SaveBar } from '../parts/SaveBar.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useDraft } from '../parts/useDraft.ts'
import { useSettingsText } from '../text.ts'
import { useEndingsText } from './endings-text.ts'
import { MinutesField } from './MinutesField.tsx'
import { draftOf, freshStep, inactivityOf, mayStand, MOST_STEPS, usual } from './silence-draft.ts'
import { StepFields } from './StepFields.tsx'
import { useStyleName } from './useEffectText.ts'
import { useSilenceText } from './useSilenceText.ts'
import css from './Silence.module.css'

/** What a style does by itself while a customer does not answer, and whether Solved ends the session. */
export function Silence({ style }: { style: StyleView }) {
  const t = useSettingsText()
  const e = useEndingsText()
  const styleName = useStyleName()
  const effect = useSilenceText()
  const formId = useId()
  const { draft, isDirty, set, reset } = useDraft(draftOf(style))
  const reminders = useUsualReminders()
  const save = useCommand('style.save', { refreshes: ['styles', 'audit'] })
  const { id, kind, name, closeAfterSeconds, undoSeconds } = style
  const stands = (index: number) => mayStand(draft, index)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { endOnSolve } = draft
    const change = { inactivity: inactivityOf(draft), endOnSolve }
    if (!(await save.run({ id, kind, name, closeAfterSeconds, undoSeconds, ...change }))) return
    reset()
    toast({ text: t('saved'), tone: 'ok' })
  }
  return (
    <Page
      title={e('silence.of', { name: styleName(style) })}
      description={e('silence.text')}
      back={<Back to="/settings/styles" label={t('section.styles')} />}
    >
      <form id={formId} className={form['fields']} onSubmit={(event) => void submit(event)}>
        <Section title={e('silence.steps')} description={e('silence.steps.text')}>
          <Switch
            isSelected={draft.isOn}
            onChange={(isOn) => set({ isOn })}
            description={e(draft.isOn ? 'silence.isOn.on' : 'silence.isOn.off')}
          >
            {e('silence.isOn')}
          </Switch>
          {draft.isOn && (
            <>
              {draft.steps.map((step, index) => (
                <StepFields
                  // Steps have no name of their own, and hold no state but what is given.
                  // oxlint-disable-next-line react/no-array-index-key
                  key={index}
                  index={index}
                  step={step}
                  mayStand={stands(index)}
                  onChange={(changed) => set({ steps: draft.steps.with(index, changed) })}
                  onRemove={draft.steps.length === 1 ? null : () => set({ steps: draft.steps.toSpliced(index, 1) })}
                />
              ))}
              <div className={form['actions']}>
                {draft.steps.length < MOST_STEPS && (
                  <Button
                    size="s"
                    icon={<Plus size={14} aria-hidden />}
                    onPress={() => set({ steps: [...draft.steps, freshStep()] })}
                  >
                    {e('silence.add')}
                  </Button>
                )}
                <span className={css['fill']}>
                  <Button size="s" onPress={() => set({ steps: usual(reminders) })}>
                    {e('silence.fill')}
                  </Button>
                  {e('silence.fill.text')}
                </span>
              </div>
            </>
          )}
        </Section>
        {(draft.isOn || closeAfterSeconds > 0) && (
          <Section title={e('silence.end')}>
            {draft.isOn && (
              <Switch
                isSelected={draft.endAfterMinutes !== null}
                onChange={(ends) => set({ endAfterMinutes: ends ? 0 : null })}
                description={e(draft.endAfterMinutes === null ? 'silence.end.off' : 'silence.end.on')}
              >
                {e('silence.end.isOn')}
              </Switch>
            )}
            {draft.isOn && draft.endAfterMinutes !== null && (
              <div className={css['row']}>
                <MinutesField
                  label={e('silence.end.after')}
                  description={e('silence.end.after.text')}
                  least={0}
                  value={draft.endAfterMinutes}
                  onChange={(endAfterMinutes) => set({ endAfterMinutes })}
                />
              </div>
            )}
            {closeAfterSeconds > 0 && (
              <Switch
                isSelected={draft.endOnSolve}
                onChange={(endOnSolve) => set({ endOnSolve })}
                description={e(draft.endOnSolve ? 'styles.endOnSolve.on' : 'styles.endOnSolve.off')}
              >
                {e('styles.endOnSolve')}
              </Switch>
            )}
          </Section>
        )}
        <Hint>
          {effect(inactivityOf(draft))} {t('styles.from')}
        </Hint>
        <SaveBar
          form={formId}
          isDirty={isDirty}
          isPending={save.isPending}
          error={save.code === 'invalid_input' ? e('silence.wrong') : save.error}
          onReset={() => {
            reset()
            save.clear()
          }}
        />
      </form>
    </Page>
  )
}

/** Words to start from, in every language the desk speaks. */
function useUsualReminders(): (n: 1 | 2 | 3) => Record<string, string> {
  const { data } = useQuery({
    queryKey: ['reminders'],
    queryFn: async () => ({ en: await loadTexts('en', 'endings'), fr: await loadTexts('fr', 'endings') }),
    staleTime: Number.POSITIVE_INFINITY,
  })
  return (n) => ({ en: data?.en[`reminder.${n}`] ?? '', fr: data?.fr[`reminder.${n}`] ?? '' })
}
