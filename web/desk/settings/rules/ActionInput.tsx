import type { Action } from '../../../../server/rules/contract.ts'
import { Select } from '../../../kit/ui/Select.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { useColleagues, useGroups } from '../../app/queries.ts'
import { TextsField } from '../parts/TextsField.tsx'
import {
  EmailAction,
  FieldAction,
  FormAction,
  StatusAction,
  SurveyAction,
  TypeAction,
  WebhookAction,
} from './DataAction.tsx'
import { BrandAction, LanguageAction, ScheduleAction } from './PlaceAction.tsx'
import { StyleAction, WaitAction } from './SessionAction.tsx'
import { QueueAction, RoutingChannelAction, SkillsAction } from './RoutingAction.tsx'
import { useRulesText } from './text.ts'
import css from './Rows.module.css'

type ActionInputProps<Of extends Action = Action> = {
  action: Of
  onChange: (action: Action) => void
  placeholders: readonly string[]
}

const statuses = ['open', 'pending', 'hold', 'solved', 'closed'] as const
const priorities = ['low', 'normal', 'high', 'urgent'] as const

/** What an action needs to be told. */
export function ActionInput({ action, onChange, placeholders }: ActionInputProps) {
  const r = useRulesText()
  switch (action.do) {
    case 'set_status':
      return (
        <Select
          label={r('action.set_status')}
          hideLabel
          value={action.status}
          items={statuses.map((id) => ({ id, label: r(`value.status.${id}`) }))}
          onChange={(status) => onChange({ ...action, status })}
        />
      )
    case 'set_priority':
      return (
        <Select
          label={r('action.set_priority')}
          hideLabel
          value={action.priority}
          items={priorities.map((id) => ({ id, label: r(`value.priority.${id}`) }))}
          onChange={(priority) => onChange({ ...action, priority })}
        />
      )
    case 'add_tags':
    case 'remove_tags':
    case 'set_tags':
      return (
        <TextField
          label={r('action.tags')}
          hideLabel
          placeholder={r('value.words')}
          value={action.tags.join(', ')}
          onChange={(text) => onChange({ ...action, tags: text.split(',').map((tag) => tag.trimStart()) })}
          onBlur={() => onChange({ ...action, tags: action.tags.map((tag) => tag.trim()).filter((tag) => tag !== '') })}
        />
      )
    case 'assign':
    case 'move':
    case 'add_follower':
      return <Whom action={action} onChange={onChange} />
    case 'add_note':
      return <Words action={action} onChange={onChange} placeholders={placeholders} />
    case 'notify':
    case 'notify_group':
      return (
        <div className={css['parts']}>
          <Whom action={action} onChange={onChange} />
          <Words action={action} onChange={onChange} placeholders={placeholders} />
        </div>
      )
    case 'send_message':
    case 'request_email':
      return (
        <TextsField
          label={r(`action.${action.do}.text`)}
          description={[
            ...(action.do === 'request_email' ? [r('action.request_email.when')] : []),
            r('action.placeholders', { names: placeholders.map((name) => `{{${name}}}`).join('  ') }),
          ].join(' ')}
          rows={3}
          maxLength={4000}
          value={action.texts}
          onChange={(texts) => onChange({ ...action, texts })}
        />
      )
    case 'set_type':
      return <TypeAction action={action} onChange={onChange} />
    case 'set_own_status':
      return <StatusAction action={action} onChange={onChange} />
    case 'set_form':
      return <FormAction action={action} onChange={onChange} />
    case 'set_schedule':
      return <ScheduleAction action={action} onChange={onChange} />
    case 'set_brand':
      return <BrandAction action={action} onChange={onChange} />
    case 'set_language':
      return <LanguageAction action={action} onChange={onChange} />
    case 'set_field':
      return <FieldAction action={action} onChange={onChange} />
    case 'send_survey':
      return <SurveyAction action={action} onChange={onChange} />
    case 'call_webhook':
      return <WebhookAction action={action} onChange={onChange} />
    case 'send_email':
      return <EmailAction action={action} onChange={onChange} placeholders={placeholders} />
    case 'set_skills':
    case 'add_skills':
      return <SkillsAction action={action} onChange={onChange} />
    case 'set_queue':
      return <QueueAction action={action} onChange={onChange} />
    case 'set_routing_channel':
      return <RoutingChannelAction action={action} onChange={onChange} />
    case 'set_style':
      return <StyleAction action={action} onChange={onChange} />
    case 'wait':
      return <WaitAction action={action} onChange={onChange} />
    case 'set_subject':
    case 'end_session':
    case 'block_contact':
      return <span />
  }
}

type OfDo<Name extends Action['do']> = Extract<Action, { do: Name }>

function Whom({
  action,
  onChange,
}: {
  action: OfDo<'assign'> | OfDo<'add_follower'> | OfDo<'move'> | OfDo<'notify'> | OfDo<'notify_group'>
  onChange: (action: Action) => void
}) {
  const r = useRulesText()
  const groups = useGroups().map(({ id, name }) => ({ id: String(id), label: name }))
  const people = useColleagues()
    .filter(({ assignable }) => assignable)
    .map(({ id, name }) => ({ id: String(id), label: name }))
  const numberOr = <Word extends string | null>(id: string, word: Word) => (/^\d+$/.test(id) ? Number(id) : word)
  switch (action.do) {
    case 'assign':
      return (
        <Select
          label={r('action.assign')}
          hideLabel
          value={action.to === null ? 'nobody' : String(action.to)}
          items={[{ id: 'actor', label: r('whom.actor') }, { id: 'nobody', label: r('whom.nobody') }, ...people]}
          onChange={(id) => onChange({ ...action, to: id === 'actor' ? 'actor' : numberOr(id, null) })}
        />
      )
    case 'add_follower':
      return (
        <Select
          label={r('action.add_follower')}
          hideLabel
          value={String(action.whom)}
          items={[{ id: 'actor', label: r('whom.actor') }, ...people]}
          onChange={(id) => onChange({ ...action, whom: numberOr(id, 'actor' as const) })}
        />
      )
    case 'move':
      return (
        <Select
          label={r('action.move')}
          hideLabel
          value={String(action.groupId ?? 'none')}
          items={[{ id: 'none', label: r('whom.noGroup') }, ...groups]}
          onChange={(id) => onChange({ ...action, groupId: numberOr(id, null) })}
        />
      )
    case 'notify':
      return (
        <Select
          label={r('action.notify')}
          hideLabel
          value={String(action.whom)}
          items={[{ id: 'assignee', label: r('whom.assignee') }, ...people]}
          onChange={(id) => onChange({ ...action, whom: numberOr(id, 'assignee' as const) })}
        />
      )
    case 'notify_group':
      return (
        <Select
          label={r('action.notify_group')}
          hideLabel
          value={String(action.groupId)}
          items={[{ id: 'own', label: r('whom.ownGroup') }, ...groups]}
          onChange={(id) => onChange({ ...action, groupId: numberOr(id, 'own' as const) })}
        />
      )
  }
}

function Words({
  action,
  onChange,
  placeholders,
}: ActionInputProps<OfDo<'add_note'> | OfDo<'notify'> | OfDo<'notify_group'>>) {
  const r = useRulesText()
  return (
    <TextField
      label={r('action.text')}
      hideLabel
      rows={3}
      maxLength={4000}
      placeholder={r('action.text')}
      description={r('action.placeholders', { names: placeholders.map((name) => `{{${name}}}`).join('  ') })}
      value={action.text}
      onChange={(text) => onChange({ ...action, text })}
    />
  )
}
