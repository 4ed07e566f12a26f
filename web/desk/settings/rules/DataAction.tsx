import { useQuery } from '@tanstack/react-query'
import type { Action } from '../../../../server/rules/contract.ts'
import { api } from '../../../kit/http.ts'
import { Select } from '../../../kit/ui/Select.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { useDefinitions } from '../../app/queries.ts'
import { useSaid } from '../../app/said.ts'
import { FieldInput } from '../../context/fields/FieldInput.tsx'
import { surveyNamesQuery } from '../../satisfaction/queries.ts'
import { TextsField } from '../parts/TextsField.tsx'
import { useRulesText } from './text.ts'
import css from './Rows.module.css'

type OfDo<Name extends Action['do']> = Extract<Action, { do: Name }>
type Props<Of extends Action> = { action: Of; onChange: (action: Action) => void }

const types = ['question', 'incident', 'problem', 'task'] as const

export function TypeAction({ action, onChange }: Props<OfDo<'set_type'>>) {
  const r = useRulesText()
  return (
    <Select
      label={r('action.set_type')}
      hideLabel
      value={action.type ?? 'none'}
      items={[
        ...types.map((id) => ({ id, label: r(`value.type.${id}`) })),
        { id: 'none' as const, label: r('value.none') },
      ]}
      onChange={(type) => onChange({ ...action, type: type === 'none' ? null : type })}
    />
  )
}

export function StatusAction({ action, onChange }: Props<OfDo<'set_own_status'>>) {
  const r = useRulesText()
  const said = useSaid()
  const statuses = useDefinitions().data?.statuses.filter(({ active }) => active) ?? []
  return (
    <Select
      label={r('action.set_own_status')}
      hideLabel
      placeholder={r('action.choose')}
      value={action.statusId === 0 ? null : String(action.statusId)}
      items={statuses.map(({ id, label }) => ({ id: String(id), label: said(label) }))}
      onChange={(id) => onChange({ ...action, statusId: Number(id) })}
    />
  )
}

export function FormAction({ action, onChange }: Props<OfDo<'set_form'>>) {
  const r = useRulesText()
  const said = useSaid()
  const forms = useDefinitions().data?.forms.filter(({ active }) => active) ?? []
  return (
    <Select
      label={r('action.set_form')}
      hideLabel
      placeholder={r('action.choose')}
      value={action.formId === 0 ? null : String(action.formId)}
      items={forms.map(({ id, name }) => ({ id: String(id), label: said(name) }))}
      onChange={(id) => onChange({ ...action, formId: Number(id) })}
    />
  )
}

export function FieldAction({ action, onChange }: Props<OfDo<'set_field'>>) {
  const r = useRulesText()
  const said = useSaid()
  const fields = useDefinitions().data?.fields.filter(({ active }) => active) ?? []
  const field = fields.find(({ id }) => id === action.fieldId)
  return (
    <div className={css['parts']}>
      <Select
        label={r('action.field')}
        hideLabel
        placeholder={r('action.choose')}
        value={field ? String(field.id) : null}
        items={fields.map(({ id, title }) => ({ id: String(id), label: said(title) }))}
        onChange={(id) => onChange({ ...action, fieldId: Number(id), value: null })}
      />
      {field && (
        <FieldInput
          key={field.id}
          definition={field}
          label={r('action.value')}
          help={undefined}
          value={action.value ?? undefined}
          error={undefined}
          onChange={(value) => onChange({ ...action, value })}
        />
      )}
    </div>
  )
}

export function SurveyAction({ action, onChange }: Props<OfDo<'send_survey'>>) {
  const r = useRulesText()
  const surveys = useQuery(surveyNamesQuery).data ?? []
  return (
    <Select
      label={r('action.send_survey')}
      hideLabel
      placeholder={r('action.choose')}
      description={r('action.send_survey.text')}
      value={action.surveyId === 0 ? null : String(action.surveyId)}
      items={surveys.map(({ id, name, active }) => ({
        id: String(id),
        label: active ? name : r('action.off', { name }),
      }))}
      onChange={(id) => onChange({ ...action, surveyId: Number(id) })}
    />
  )
}

type Named = { id: number; name: string; active: boolean }

export function WebhookAction({ action, onChange }: Props<OfDo<'call_webhook'>>) {
  const r = useRulesText()
  const webhooks =
    useQuery({ queryKey: ['webhooks', 'names'], queryFn: () => api.get<Named[]>('/webhooks/names') }).data ?? []
  return (
    <Select
      label={r('action.call_webhook')}
      hideLabel
      placeholder={r('action.choose')}
      description={r('action.call_webhook.text')}
      value={action.webhookId === 0 ? null : String(action.webhookId)}
      items={webhooks.map(({ id, name, active }) => ({
        id: String(id),
        label: active ? name : r('action.off', { name }),
      }))}
      onChange={(id) => onChange({ ...action, webhookId: Number(id) })}
    />
  )
}

export function EmailAction({
  action,
  onChange,
  placeholders,
}: Props<OfDo<'send_email'>> & { placeholders: readonly string[] }) {
  const r = useRulesText()
  const whom = action.to === 'requester' || action.to === 'assignee' ? action.to : 'address'
  return (
    <div className={css['parts']}>
      <Select
        label={r('action.send_email.to')}
        value={whom}
        description={whom === 'requester' ? r('action.send_email.requester') : undefined}
        items={(['requester', 'assignee', 'address'] as const).map((id) => ({ id, label: r(`whom.mail.${id}`) }))}
        onChange={(to) => onChange({ ...action, to: to === 'address' ? '' : to })}
      />
      {whom === 'address' && (
        <TextField
          label={r('action.send_email.address')}
          type="email"
          maxLength={254}
          value={action.to}
          onChange={(to) => onChange({ ...action, to })}
        />
      )}
      <TextsField
        label={r('action.send_email.subject')}
        maxLength={200}
        value={action.subject}
        onChange={(subject) => onChange({ ...action, subject })}
      />
      <TextsField
        label={r('action.text')}
        description={r('action.placeholders', { names: placeholders.map((name) => `{{${name}}}`).join('  ') })}
        rows={4}
        maxLength={4000}
        value={action.texts}
        onChange={(texts) => onChange({ ...action, texts })}
      />
    </div>
  )
}
