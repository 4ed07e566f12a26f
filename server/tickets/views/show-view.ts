import type { Database, Tx } from '../../platform/db.ts'
import type { Actor } from '../../platform/pure/actor.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import type { InboxRow } from '../contract.ts'
import type { StoredInboxRow } from '../inbox-row.ts'
import type { Ticket } from '../model.ts'
import { listTickets } from '../queries.ts'
import { inScope } from '../scope.ts'
import type { InboxChange } from '../settle-tickets.ts'
import { type Around, showRows } from '../show-rows.ts'
import { asksForMe, membersOf } from './compile-view.ts'
import type { ViewGrouping, ViewRowFacts } from './contract.ts'
import type { ViewDirectory } from './directory.ts'
import { bounded, listOfView } from './list-queries.ts'
import { mayKeep, mayLookAt } from './policy.ts'
import type { StoredView } from './queries.ts'

type Parts = { db: Database; directory: ViewDirectory; around: Around }

/** What a live window needs of the view it shows. */
export type ViewSource = {
  /** Windows of the same key show the same to those of the same scope. */
  key: string
  read(limit: number): Promise<InboxRow[]>
  touches(change: InboxChange, isTold: boolean): boolean
  /** Whether its order goes by what these are called. */
  isGroupedBy(grouping: ViewGrouping): boolean
  /** Views or fields have changed: whether what it shows may have. */
  renew(): boolean
}

export const viewIdOf = (key: string): number | null => {
  const id = /^v([1-9]\d{0,14})$/.exec(key)?.[1]
  return id === undefined ? null : Number(id)
}

/** Refuses what this actor has neither in the inbox nor in his settings. */
export function requireView(directory: ViewDirectory, actor: Actor, key: string): StoredView {
  const id = viewIdOf(key)
  const view = id === null ? undefined : directory.find(id)
  if (view === undefined || !(mayLookAt(actor, view) || mayKeep(actor, view)))
    throw new Refusal('view_not_found', { view: key })
  return view
}

export function viewSource(parts: Parts, actor: Actor, view: string): ViewSource {
  const { id, definition } = requireView(parts.directory, actor, view)
  const isPersonal = asksForMe(definition)
  const compiled = () => {
    const found = parts.directory.find(id)
    // One that has become personal, or is so no more, is not what these desks share: they watch it anew.
    if (found === undefined || asksForMe(found.definition) !== isPersonal) return null
    return { view: found, isMember: membersOf(parts.directory.asked(found, actor).asked) }
  }
  let now = compiled()
  return {
    // The same while the view is changed: whoever looks before shares the window with whoever looks afterwards.
    key: isPersonal && actor.kind === 'user' ? `v${id}/${actor.userId}` : `v${id}`,
    // One that is gone shows nothing.
    read: async (limit) => (now === null ? [] : readView(parts, actor, now.view, { limit, offset: 0 })),
    touches: ({ after, ticket }, isTold) =>
      isTold ||
      (now !== null && ticket !== null && after !== null && now.isMember(ticket, after) && inScope(actor, after)),
    isGroupedBy: (grouping) => now?.view.definition.group === grouping,
    renew() {
      now = compiled()
      return true
    },
  }
}

/** Rows of a view as the desk shows them, with what its columns need. */
export const readView = (
  { db, directory, around }: Parts,
  actor: Actor,
  view: StoredView,
  piece: { limit: number; offset: number },
): Promise<InboxRow[]> =>
  bounded(db, async (tx) => {
    const stored = await listOfView(tx, actor, directory.asked(view, actor).asked, piece)
    return withFacts(tx, view, stored, await showRows(tx, around, stored))
  })

async function withFacts(
  tx: Tx,
  { definition }: StoredView,
  stored: readonly StoredInboxRow[],
  rows: readonly InboxRow[],
): Promise<InboxRow[]> {
  const fields = definition.columns.flatMap((column) => /^fields\.(\d+)$/.exec(column)?.[1] ?? [])
  const tickets = await listTickets(
    tx,
    stored.map((row) => row.conversationId),
  )
  const byConversation = new Map(tickets.map((ticket) => [ticket.conversationId, ticket]))
  return rows.map((row) => {
    const ticket = byConversation.get(row.conversationId)
    return ticket === undefined ? row : { ...row, more: factsOf(ticket, fields) }
  })
}

const factsOf = (ticket: Ticket, fields: readonly string[]): ViewRowFacts => ({
  type: ticket.type,
  tags: ticket.tags,
  createdAt: ticket.createdAt.toISOString(),
  updatedAt: ticket.updatedAt.toISOString(),
  dueAt: ticket.dueAt?.toISOString() ?? null,
  fields: Object.fromEntries(
    fields.flatMap((id) => (ticket.fields[id] === undefined ? [] : [[id, ticket.fields[id]]])),
  ),
})
