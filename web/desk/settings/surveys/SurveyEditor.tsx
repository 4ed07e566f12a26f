import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useId } from 'react'
import type { SurveyView } from '../../../../server/surveys/contract.ts'
import { Page, Section } from '../../../kit/ui/Page.tsx'
import { RadioGroup } from '../../../kit/ui/RadioGroup.tsx'
import { Select } from '../../../kit/ui/Select.tsx'
import { Switch } from '../../../kit/ui/Switch.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { useSurveysText } from '../../satisfaction/text.ts'
import { Hint } from '../parts/Alert.tsx'
import { Back } from '../parts/Back.tsx'
import { complaintAt, complaintsIn } from '../parts/complaints.ts'
import form from '../parts/Form.module.css'
import { SaveBar } from '../parts/SaveBar.tsx'
import { TextsField } from '../parts/TextsField.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useDraft } from '../parts/useDraft.ts'
import { useSettingsText } from '../text.ts'
import { recipeIds, recipeOf, recipes, scaled, type SurveyDraft, surveyOf } from './draft.ts'
import { Only } from './Only.tsx'
import { Reasons } from './Reasons.tsx'
import { SurveyPreview } from './SurveyPreview.tsx'
import { useWhenWords } from './useWhenWords.ts'

const REFRESHES = ['surveys', 'audit']
const delays = [0, 5, 15, 60, 240, 1440, 2880, 10_080]
const lives = [3, 7, 14, 30, 60, 90]
const pauses = [0, 7, 14, 30, 90, 180, 365]

/** What is asked, when and where; what it comes to is said in a sentence. */
export function SurveyEditor({ survey, begun }: { survey: SurveyView | null; begun: SurveyDraft }) {
  const t = useSettingsText()
  const s = useSurveysText()
  const when = useWhenWords()
  const navigate = useNavigate()
  const formId = useId()
  const { draft, isDirty, set, reset, leave } = useDraft(begun)
  const save = useCommand<{ id: number }>('survey.save', { refreshes: REFRESHES })
  const complaints = save.code === 'survey_invalid' ? complaintsIn(save.details) : []
  const toList = () => void navigate({ to: '/settings/$', params: { _splat: 'surveys' } })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const saved = await save.run({ ...(survey && { id: survey.id, version: survey.version }), ...surveyOf(draft) })
    if (!saved) return
    toast({ text: t('saved'), tone: 'ok' })
    leave()
    toList()
  }
  const recipe = recipeOf(draft)
  return (
    <Page
      title={survey?.name ?? s('surveys.new')}
      description={s('surveys.text')}
      back={<Back to="/settings/surveys" label={t('section.surveys')} />}
    >
      <form id={formId} className={form['fields']} onSubmit={(event) => void submit(event)}>
        <Section title={s('edit.about')}>
          <TextField
            label={s('edit.name')}
            description={s('edit.name.text')}
            isRequired
            maxLength={80}
            autoFocus={survey === null}
            value={draft.name}
            onChange={(name) => set({ name })}
            error={complaintAt(complaints, 'name') && s('wrong.name')}
          />
          <Switch isSelected={draft.active} onChange={(active) => set({ active })} description={s('edit.active.text')}>
            {s('edit.active')}
          </Switch>
        </Section>
        <Section title={s('edit.when')} description={s('edit.when.text')}>
          <RadioGroup
            label={s('edit.recipe')}
            value={recipe}
            items={[
              ...recipeIds.map((id) => ({ id, label: s(`recipe.${id}`), description: s(`recipe.${id}.text`) })),
              ...(recipe === 'own' ? [{ id: 'own' as const, label: s('recipe.own') }] : []),
            ]}
            onChange={(id) => id !== 'own' && set(recipes[id])}
          />
          <Switch isSelected={draft.atSolve} onChange={(atSolve) => set({ atSolve })}>
            {s('edit.atSolve')}
          </Switch>
          <Switch isSelected={draft.atSessionEnd} onChange={(atSessionEnd) => set({ atSessionEnd })}>
            {s('edit.atSessionEnd')}
          </Switch>
          <Switch
            isSelected={draft.inWidget}
            onChange={(inWidget) =>
              set({ inWidget, ...(!inWidget && draft.mailAfterMinutes === null && { mailAfterMinutes: 0 }) })
            }
          >
            {s('edit.inWidget')}
          </Switch>
          <Switch
            isSelected={draft.mailAfterMinutes !== null}
            description={s('edit.mail.text')}
            onChange={(isOn) =>
              set({ mailAfterMinutes: isOn ? (draft.inWidget ? 1440 : 0) : null, ...(!isOn && { inWidget: true }) })
            }
          >
            {s('edit.mail')}
          </Switch>
          <div className={form['pair']}>
            <Minutes
              label={s('edit.delay')}
              value={draft.delayMinutes}
              onChange={(delayMinutes) => set({ delayMinutes })}
            />
            {draft.mailAfterMinutes !== null && (
              <Minutes
                label={s('edit.mailAfter')}
                value={draft.mailAfterMinutes}
                onChange={(mailAfterMinutes) => set({ mailAfterMinutes })}
              />
            )}
            <Days
              label={s('edit.expires')}
              choices={lives}
              value={draft.expiresDays}
              onChange={(expiresDays) => set({ expiresDays })}
            />
            <Days
              label={s('edit.every')}
              choices={pauses}
              none={s('edit.every.none')}
              value={draft.everyDays}
              onChange={(everyDays) => set({ everyDays })}
            />
          </div>
          <Hint>{when(draft)}.</Hint>
        </Section>
        <Only draft={draft} onChange={set} />
        <Section title={s('edit.asked')}>
          <TextsField
            label={s('edit.question')}
            maxLength={300}
            value={draft.question}
            onChange={(question) => set({ question })}
            error={complaintAt(complaints, 'definition.question') && s('wrong.question')}
          />
          <div className={form['pair']}>
            <Select
              label={s('edit.points')}
              value={String(draft.points)}
              items={([2, 3, 5] as const).map((n) => ({ id: String(n), label: s(`points.${n}`) }))}
              onChange={(id) => set(scaled(draft, { points: id === '2' ? 2 : id === '3' ? 3 : 5 }))}
            />
            <Select
              label={s('edit.look')}
              value={draft.look}
              items={(['faces', 'numbers', 'words'] as const).map((id) => ({ id, label: s(`look.${id}`) }))}
              onChange={(look) => set(scaled(draft, { look }))}
            />
          </div>
          {draft.look === 'words' ? (
            draft.words?.map((word, at) => (
              <TextsField
                // Steps have no name of their own, and hold no state but what is given.
                // oxlint-disable-next-line react/no-array-index-key
                key={at}
                label={s('edit.word', { n: at + 1 })}
                maxLength={40}
                value={word}
                onChange={(said) => set({ words: draft.words?.with(at, said) ?? [] })}
                error={complaintAt(complaints, `definition.words.${at}`) && s('wrong.word')}
              />
            ))
          ) : (
            <>
              <TextsField label={s('edit.low')} maxLength={60} value={draft.low} onChange={(low) => set({ low })} />
              <TextsField label={s('edit.high')} maxLength={60} value={draft.high} onChange={(high) => set({ high })} />
            </>
          )}
        </Section>
        <Section title={s('edit.after')} description={s('edit.after.text')}>
          <TextsField
            label={s('edit.reasonQuestion')}
            maxLength={200}
            value={draft.reasonQuestion}
            onChange={(reasonQuestion) => set({ reasonQuestion })}
          />
          <Reasons value={draft.reasons} onChange={(reasons) => set({ reasons })} complaints={complaints} />
          <TextsField
            label={s('edit.comment')}
            description={s('edit.comment.text')}
            instead={s('edit.comment.none')}
            maxLength={200}
            value={draft.comment}
            onChange={(comment) => set({ comment })}
          />
          <TextsField
            label={s('edit.thanks')}
            maxLength={300}
            value={draft.thanks}
            onChange={(thanks) => set({ thanks })}
          />
        </Section>
        <SurveyPreview draft={draft} />
        <SaveBar
          form={formId}
          isDirty={isDirty}
          isNew={survey === null}
          isPending={save.isPending}
          error={save.error}
          onReset={() => {
            reset()
            save.clear()
            if (survey !== null) return
            leave()
            toList()
          }}
        />
      </form>
    </Page>
  )
}

type PickProps = { label: string; value: number; onChange: (value: number) => void }

/** The usual times, and the one it has. */
function Minutes({ label, value, onChange }: PickProps) {
  const s = useSurveysText()
  const choices = [...new Set([...delays, value])].toSorted((a, b) => a - b)
  const word = (minutes: number) =>
    minutes === 0
      ? s('time.atOnce')
      : minutes % 1440 === 0
        ? s('time.days', { n: minutes / 1440 })
        : minutes % 60 === 0
          ? s('time.hours', { n: minutes / 60 })
          : s('time.minutes', { n: minutes })
  return (
    <Select
      label={label}
      value={String(value)}
      items={choices.map((each) => ({ id: String(each), label: word(each) }))}
      onChange={(id) => onChange(Number(id))}
    />
  )
}

function Days({ label, value, onChange, choices, none }: PickProps & { choices: readonly number[]; none?: string }) {
  const s = useSurveysText()
  return (
    <Select
      label={label}
      value={String(value)}
      items={[...new Set([...choices, value])]
        .toSorted((a, b) => a - b)
        .map((each) => ({ id: String(each), label: each === 0 && none ? none : s('time.days', { n: each }) }))}
      onChange={(id) => onChange(Number(id))}
    />
  )
}
