import { isMessage } from '../../live/events.ts'
import type { Action, MacroDefinition, MacroView, Sharing } from '../../../../server/rules/contract.ts'
import type { ConversationSnapshot, Priority, TicketType } from '../../../../server/tickets/contract.ts'

export type FieldAction = Extract<Action, { do: 'set_field' }>
export type MacroDraft = {
  title: string
  category: string
  active: boolean
  sharing: Sharing['with']
  groups: number[]
  /** Empty: left as it is. */
  status: '' | 'open' | 'pending' | 'hold' | 'solved' | `own:${number}`
  priority: '' | Priority
  type: '' | 'none' | TicketType
  /** With placeholders; empty: left as it is. */
  subject: string
  /** `actor`: who uses it. */
  assign: '' | 'actor' | 'nobody' | `${number}`
  move: '' | 'none' | `${number}`
  /** Values of the account's own fields. */
  fields: FieldAction[]
  /** The survey that goes to the customer with it. */
  survey: '' | `${number}`
  /** Divided by commas. */
  add: string
  remove: string
  visibility: 'public' | 'note'
  texts: Record<string, string>
  /** What this form does not show, and keeps. */
  others: Action[]
}

const blank: MacroDraft = {
  title: '',
  category: '',
  active: true,
  sharing: 'me',
  groups: [],
  status: '',
  priority: '',
  type: '',
  subject: '',
  assign: '',
  move: '',
  fields: [],
  survey: '',
  add: '',
  remove: '',
  visibility: 'public',
  texts: {},
  others: [],
}

export function draftOf(macro: Pick<MacroView, 'title' | 'category' | 'active' | 'sharing' | 'definition'> | null) {
  if (macro === null) return blank
  const { title, category, active, sharing, definition } = macro
  const draft: MacroDraft = {
    ...blank,
    title,
    category,
    active,
    sharing: sharing.with,
    groups: sharing.with === 'groups' ? sharing.groups : [],
    visibility: definition.message?.visibility ?? 'public',
    texts: definition.message?.texts ?? {},
  }
  return definition.actions.reduce(shown, draft)
}

function shown(draft: MacroDraft, action: Action): MacroDraft {
  switch (action.do) {
    case 'set_status':
      return action.status === 'closed' ? draft : { ...draft, status: action.status }
    case 'set_own_status':
      return { ...draft, status: `own:${action.statusId}` }
    case 'set_field':
      return { ...draft, fields: [...draft.fields, action] }
    case 'set_priority':
      return { ...draft, priority: action.priority }
    case 'set_type':
      return { ...draft, type: action.type ?? 'none' }
    case 'set_subject':
      return { ...draft, subject: action.text }
    case 'send_survey':
      return { ...draft, survey: `${action.surveyId}` }
    case 'assign':
      return { ...draft, assign: action.to === null ? 'nobody' : action.to === 'actor' ? 'actor' : `${action.to}` }
    case 'move':
      return { ...draft, move: action.groupId === null ? 'none' : `${action.groupId}` }
    case 'add_tags':
      return { ...draft, add: action.tags.join(', ') }
    case 'remove_tags':
      return { ...draft, remove: action.tags.join(', ') }
    default:
      return { ...draft, others: [...draft.others, action] }
  }
}

/** Moved before it is assigned: a ticket given to another group waits there for somebody, unless somebody is named. */
export function definitionOf(draft: MacroDraft): MacroDefinition {
  const { status, priority, type, subject, assign, move, fields, survey, visibility, others } = draft
  const texts = Object.fromEntries(Object.entries(draft.texts).filter(([, text]) => text.trim() !== ''))
  const [add, remove] = [tagsIn(draft.add), tagsIn(draft.remove)]
  const actions: Action[] = [
    ...others,
    ...statusOf(status),
    ...(priority === '' ? [] : [{ do: 'set_priority' as const, priority }]),
    ...(type === '' ? [] : [{ do: 'set_type' as const, type: type === 'none' ? null : type }]),
    ...(subject.trim() === '' ? [] : [{ do: 'set_subject' as const, text: subject.trim() }]),
    ...(move === '' ? [] : [{ do: 'move' as const, groupId: move === 'none' ? null : Number(move) }]),
    ...(assign === ''
      ? []
      : [{ do: 'assign' as const, to: assign === 'nobody' ? null : assign === 'actor' ? assign : Number(assign) }]),
    ...(add.length === 0 ? [] : [{ do: 'add_tags' as const, tags: add }]),
    ...(remove.length === 0 ? [] : [{ do: 'remove_tags' as const, tags: remove }]),
    ...fields,
    ...(survey === '' ? [] : [{ do: 'send_survey' as const, surveyId: Number(survey) }]),
  ]
  return { actions, ...(Object.keys(texts).length > 0 && { message: { visibility, texts } }) }
}

function statusOf(status: MacroDraft['status']): Action[] {
  if (status === '') return []
  return isOwn(status)
    ? [{ do: 'set_own_status', statusId: Number(status.slice('own:'.length)) }]
    : [{ do: 'set_status', status }]
}
const isOwn = (status: MacroDraft['status']): status is `own:${number}` => status.startsWith('own:')

export const sharingOf = ({ sharing, groups }: MacroDraft): Sharing =>
  sharing === 'groups' ? { with: sharing, groups } : { with: sharing }

const tagsIn = (text: string): string[] =>
  text
    .split(',')
    .map((tag) => tag.trim())
    .filter((tag) => tag !== '')

/** What was done with a ticket, as it could be done with the next one: its fields, and the last words of this agent. */
export function draftFrom({ ticket, conversation, thread }: ConversationSnapshot, meId: number): MacroDraft {
  const said = thread.events.flatMap((event) => {
    if (!isMessage(event) || event.by.kind !== 'agent' || event.by.id !== meId) return []
    const { message } = event.data
    return message.text === '' ? [] : [message]
  })
  const last = said.at(-1)
  const status = ticket?.status ?? 'new'
  return {
    ...blank,
    title: ticket?.subject.slice(0, 120) ?? '',
    status: status === 'new' || status === 'closed' ? '' : status,
    priority: ticket?.priority ?? '',
    type: ticket?.type ?? '',
    add: ticket?.tags.join(', ') ?? '',
    visibility: last?.visibility ?? 'public',
    texts: last === undefined ? {} : { [conversation.locale.split('-')[0] ?? 'en']: last.text },
  }
}
