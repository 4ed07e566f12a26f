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
    changes: { ...before.changes, ...changes },
    survey: preview.survey ?? before.survey,
    added: [...new Set([...before.added.filter((tag) => !removed.includes(tag)), ...added])],
    removed: [...new Set([...before.removed.filter((tag) => !added.includes(tag)), ...removed])],
  }
}

export function without(before: Pending, field: PendingField): Pending {
  const { [field]: _, ...changes } = before.changes
  return { ...before, changes }
}

export const changesNothing = ({ changes, added, removed, survey }: Pending): boolean =>
  survey === null && Object.keys(changes).length + added.length + removed.length === 0

/** What it comes to for the ticket as it is when it is sent. */
export function changesFor({ changes, added, removed }: Pending, ticket: Pick<TicketView, 'tags'>): TicketChanges {
  if (added.length + removed.length === 0) return changes
  const kept = ticket.tags.filter((tag) => !removed.includes(tag) && !added.includes(tag))
  return { ...changes, tags: [...kept, ...added] }
}
