import { findAssignable, findGroup } from '../../identity/index.ts'
import type { Tx } from '../../platform/db.ts'
import { may, type UserActor } from '../../platform/pure/actor.ts'
import type { TicketChanges, TicketDefinitions } from '../../tickets/contract.ts'
import { misfitOf, readDefinitions, setFields, type Ticket } from '../../tickets/index.ts'
import { findSurvey } from '../../surveys/index.ts'
import type { Action } from '../contract.ts'
import { fillText } from '../placeholders.ts'
import type { MacroPreview } from './contract.ts'

/** As much as a ticket takes. */
const LONGEST_SUBJECT = 200

export type Meant = { changes: TicketChanges; survey: MacroPreview['survey']; without: string[] }

/** What a macro's actions mean for a ticket as it is, for this agent: only what differs, only what he may [RU17]. */
export async function changesOf(tx: Tx, actor: UserActor, ticket: Ticket, actions: readonly Action[]): Promise<Meant> {
  const meant: Meant = { changes: {}, survey: null, without: [] }
  if (ticket.status === 'closed') return meant
  let read: Promise<TicketDefinitions> | undefined
  const definitions = () => (read ??= readDefinitions(tx))
  for (const action of actions) {
    if (action.do === 'send_survey') {
      meant.survey = await surveyFor(tx, actor, ticket, action.surveyId)
      if (meant.survey === null) meant.without.push(action.do)
      continue
    }
    const { fields, ...others } = meant.changes
    const scene = { tx, actor, ticket: { ...ticket, ...others } as Ticket, fields, definitions }
    const added = await meaning(scene, action)
    if (added === null) meant.without.push(action.do)
    else Object.assign(meant.changes, added)
  }
  return { ...meant, changes: differing(ticket, meant.changes) }
}

/** Asked once a ticket, and a word to the customer. */
async function surveyFor(tx: Tx, actor: UserActor, ticket: Ticket, id: number): Promise<Meant['survey']> {
  if (!may(actor, 'conversations.reply') || ticket.satisfaction !== 'unoffered') return null
  const survey = await findSurvey(tx, id)
  return survey?.active === true ? { id, name: survey.name } : null
}

type Scene = {
  tx: Tx
  actor: UserActor
  /** As the actions before leave it. */
  ticket: Ticket
  fields: TicketChanges['fields']
  /** Read once, by the first action that asks. */
  definitions(): Promise<TicketDefinitions>
}

/** Null: it cannot be done. */
async function meaning(
  { tx, actor, ticket, fields, definitions }: Scene,
  action: Action,
): Promise<TicketChanges | null> {
  const mayChange = may(actor, 'conversations.reply')
  switch (action.do) {
    case 'set_status':
      // One of the account's own that an earlier action chose is none of this category.
      return mayChange && action.status !== 'closed' ? { status: action.status, statusId: undefined } : null
    case 'set_own_status': {
      const own = (await definitions()).statuses.find(({ id, active }) => id === action.statusId && active)
      if (own === undefined || own.category === 'new' || !mayChange) return null
      return { status: own.category, statusId: own.id }
    }
    case 'set_field': {
      const { fieldId, value } = action
      const field = (await definitions()).fields.find(({ id, active }) => id === fieldId && active)
      if (field === undefined || misfitOf(field, value) !== null || !mayChange) return null
      return { fields: { ...fields, [fieldId]: value } }
    }
    case 'set_priority':
      return mayChange ? { priority: action.priority } : null
    case 'set_type':
      return mayChange ? { type: action.type } : null
    case 'set_subject': {
      const about = { ticket, contactId: ticket.contactId, title: '', agentId: actor.userId, forCustomer: false }
      const subject = (await fillText(tx, about, action.text)).trim().slice(0, LONGEST_SUBJECT)
      return mayChange && subject !== '' ? { subject } : null
    }
    case 'add_tags':
      return mayChange ? { tags: setFields(ticket, { tags: [...ticket.tags, ...action.tags] }).tags } : null
    case 'remove_tags': {
      const gone = setFields({ ...ticket, tags: [] }, { tags: action.tags }).tags
      return mayChange ? { tags: ticket.tags.filter((tag) => !gone.includes(tag)) } : null
    }
    case 'set_tags':
      return mayChange ? { tags: setFields(ticket, { tags: action.tags }).tags } : null
    case 'assign': {
      const assigneeId = action.to === 'actor' ? actor.userId : action.to
      if (assigneeId !== null && (await findAssignable(tx, assigneeId)) === null) return null
      const takesFree = assigneeId === actor.userId && ticket.assigneeId === null && mayChange
      return takesFree || may(actor, 'conversations.assign') ? { assigneeId } : null
    }
    case 'move':
      if (action.groupId !== null && (await findGroup(tx, action.groupId)) === null) return null
      return may(actor, 'conversations.assign') ? { groupId: action.groupId } : null
    default:
      return null
  }
}

function differing(ticket: Ticket, { fields = {}, ...changes }: TicketChanges): TicketChanges {
  const now: Record<string, unknown> = { ...ticket }
  const values = Object.entries(fields).filter(
    ([id, value]) => JSON.stringify(ticket.fields[id] ?? null) !== JSON.stringify(value),
  )
  return {
    ...Object.fromEntries(
      Object.entries(changes).filter(
        ([field, value]) => value !== undefined && JSON.stringify(now[field]) !== JSON.stringify(value),
      ),
    ),
    ...(values.length > 0 && { fields: Object.fromEntries(values) }),
  }
}
