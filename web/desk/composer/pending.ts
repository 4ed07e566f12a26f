import type { MacroPreview } from '../../../server/rules/contract.ts'
import type { TicketChanges, TicketView } from '../../../server/tickets/contract.ts'

/** What macros have put into the composer beside their text: it is sent with the next submit, or taken off again. */
export type Pending = {
  macros: readonly { id: number; title: string }[]
  changes: Omit<TicketChanges, 'tags'>
  /** Apart from the others: what a colleague tags meanwhile stays. */
  added: readonly string[]
  removed: readonly string[]
  /** The question how it was, which one of them sends to the customer. */
  survey: MacroPreview['survey']
}
export type PendingField = keyof Omit<TicketChanges, 'tags'>

const isIn = (name: string, changes: Pending['changes']): name is PendingField => name in changes
export const pendingFields = (changes: Pending['changes']): PendingField[] =>
  Object.keys(changes).filter((name) => isIn(name, changes))

export const nothingPending: Pending = { macros: [], changes: {}, added: [], removed: [], survey: null }

export function withMacro(before: Pending, preview: MacroPreview, ticket: Pick<TicketView, 'tags'>): Pending {
  const { tags, ...changes } = preview.changes
  const added = tags?.filter((tag) => !ticket.tags.includes(tag)) ?? []
  const removed = tags === undefined ? [] : ticket.tags.filter((tag) => !tags.includes(tag))
  return {
    macros: [
      ...before.macros.filter(({ id }) => id !== preview.macroId),
      { id: preview.macroId, title: preview.title },
    ],
    changes: merged(before.changes, changes),
    survey: preview.survey ?? before.survey,
    added: [...new Set([...before.added.filter((tag) => !removed.includes(tag)), ...added])],
    removed: [...new Set([...before.removed.filter((tag) => !added.includes(tag)), ...removed])],
  }
}

/** A later status takes the place of an earlier one of the account's own; fields add up. */
function merged(before: Pending['changes'], { fields, ...changes }: Pending['changes']): Pending['changes'] {
  const { statusId: _, ...kept } = before
  return {
    ...(changes.status === undefined && changes.statusId === undefined ? before : kept),
    ...changes,
    ...((before.fields ?? fields) && { fields: { ...before.fields, ...fields } }),
  }
}

/** The status somebody chooses for a submit counts, whatever macros say. */
export function chosen(
  changes: TicketChanges,
  choice: Pick<TicketChanges, 'status' | 'statusId'> | null,
  ticket: Pick<TicketView, 'status' | 'statusId'> | null,
): TicketChanges {
  if (choice === null) return changes
  const { status: _, statusId: __, ...others } = changes
  const isOther = ticket !== null && (choice.status !== ticket.status || choice.statusId !== ticket.statusId)
  return isOther ? { ...others, ...choice } : others
}

export function without(before: Pending, field: PendingField): Pending {
  const { [field]: _, ...changes } = before.changes
  if (field !== 'status') return { ...before, changes }
  // A status of the account's own is told as one with its category.
  const { statusId: __, ...others }: Pending['changes'] = changes
  return { ...before, changes: others }
}

/** Without what is said of one field of the account's own. */
export function withoutValue(before: Pending, id: string): Pending {
  const { fields: { [id]: _, ...fields } = {}, ...changes } = before.changes
  return { ...before, changes: { ...changes, ...(Object.keys(fields).length > 0 && { fields }) } }
}

export const changesNothing = ({ changes, added, removed, survey }: Pending): boolean =>
  survey === null && Object.keys(changes).length + added.length + removed.length === 0

/** What it comes to for the ticket as it is when it is sent. */
export function changesFor({ changes, added, removed }: Pending, ticket: Pick<TicketView, 'tags'>): TicketChanges {
  if (added.length + removed.length === 0) return changes
  const kept = ticket.tags.filter((tag) => !removed.includes(tag) && !added.includes(tag))
  return { ...changes, tags: [...kept, ...added] }
}
