import { clock } from '../../platform/clock.ts'
import type { Database } from '../../platform/db.ts'
import type { Logger } from '../../platform/log.ts'
import type { Actor } from '../../platform/pure/actor.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { inScope, type Scoped } from '../scope.ts'
import type { InboxChange } from '../settle-tickets.ts'
import { type AskedView, membersOf } from './compile-view.ts'
import { MOST_COUNTED } from './contract.ts'
import type { ViewDirectory } from './directory.ts'
import { bounded, listMembers, type Member } from './list-queries.ts'

const RECOUNT_AFTER_MS = 10 * 60_000
/** Nobody has looked for so long: let go. */
const IDLE_MS = 10 * 60_000
/** A view that takes too long is counted again after this. */
const REST_MS = 60_000
const LOADS_A_TURN = 4

type Cell = Scoped & { n: number }
type Kept = {
  key: string
  asked: AskedView
  isMember: ReturnType<typeof membersOf>
  /** Conversation → cell; null: not counted yet. */
  members: Map<number, Cell> | null
  cells: Map<string, Cell>
  isCut: boolean
  wantedAt: number
  countedAt: number
  /** Changes while it is being counted: the count may have them or not. */
  meanwhile: InboxChange[] | null
}

export type ViewCounts = {
  /** By view key, in the actor's scope. What is not counted yet is missing, and counted soon. */
  of(actor: Actor): Record<string, number>
  take(changes: readonly InboxChange[]): void
  /** Counts what is wanted and not counted, or long ago; says whether anything was, or has moved since. */
  turn(): Promise<boolean>
  /** Views or fields have changed: all is counted anew when somebody asks. */
  reset(): void
  /** Counts all anew at once; how many were wrong. */
  drift(): Promise<number>
}

/**
 * How many tickets each custom view has [VI3]: never counted on read. Which conversations belong to it is kept in memory,
 * by brand, group and assignee; a change asks the view's predicate about the tickets it changed, and no others.
 */
export function createViewCounts(parts: { db: Database; log: Logger; directory: ViewDirectory }): ViewCounts {
  let kept = new Map<string, Kept>()
  let moved = false

  return {
    of(actor) {
      const counts: Record<string, number> = {}
      for (const view of parts.directory.visibleTo(actor)) {
        const { key, asked } = parts.directory.asked(view, actor)
        const known = kept.get(key) ?? keep(key, asked)
        known.wantedAt = clock.now().getTime()
        if (known.members !== null) counts[`v${view.id}`] = countIn(known, actor)
      }
      return counts
    },
    take(changes) {
      for (const each of kept.values()) {
        each.meanwhile?.push(...changes)
        if (each.members !== null) for (const change of changes) moved = apply(each, change) || moved
      }
    },
    async turn() {
      const now = clock.now().getTime()
      for (const [key, { wantedAt }] of kept) if (wantedAt < now - IDLE_MS) kept.delete(key)
      const due = [...kept.values()].filter(({ countedAt }) => countedAt < now - RECOUNT_AFTER_MS)
      for (const each of due.slice(0, LOADS_A_TURN)) await count(each).catch((error: unknown) => report(each, error))
      const told = moved
      moved = false
      return told
    },
    reset() {
      kept = new Map()
      moved = true
    },
    async drift() {
      let wrong = 0
      for (const each of kept.values()) wrong += await count(each)
      return wrong
    },
  }

  function keep(key: string, asked: AskedView): Kept {
    const made: Kept = {
      key,
      asked,
      isMember: membersOf(asked),
      members: null,
      cells: new Map(),
      isCut: false,
      wantedAt: 0,
      countedAt: 0,
      meanwhile: null,
    }
    kept.set(key, made)
    return made
  }

  /** Reads whom it has, and puts what changed meanwhile on top; the number that was wrong before. */
  async function count(view: Kept): Promise<number> {
    view.meanwhile = []
    try {
      const found = await bounded(parts.db, (tx) => listMembers(tx, view.asked, MOST_COUNTED + 1))
      const before = view.members
      view.members = new Map()
      view.cells = new Map()
      view.isCut = found.length > MOST_COUNTED
      for (const member of found) put(view, member.conversationId, member)
      for (const change of view.meanwhile) apply(view, change)
      view.countedAt = clock.now().getTime()
      const wrong = before === null || view.isCut ? 0 : different(before, view.members)
      if (wrong > 0) parts.log.error({ view: view.key, wrong }, 'a view was counted wrong')
      moved ||= before === null || wrong > 0
      return wrong
    } finally {
      view.meanwhile = null
    }
  }

  function report(view: Kept, error: unknown): void {
    view.countedAt = clock.now().getTime() - RECOUNT_AFTER_MS + REST_MS
    const reason = error instanceof Refusal ? error.code : error instanceof Error ? error.message : ''
    parts.log.warn({ view: view.key, reason }, 'a view could not be counted; trying again')
  }
}

/** Whether the counts have moved. */
function apply(view: Kept, { conversationId: id, after, ticket }: InboxChange): boolean {
  const before = view.members?.get(id)
  const isMember = ticket !== null && after !== null && view.isMember(ticket, after)
  if (before === undefined && !isMember) return false
  if (before !== undefined && isMember && cellKey(before) === cellKey(after)) return false
  if (before !== undefined) {
    before.n -= 1
    view.members?.delete(id)
  }
  if (isMember) put(view, id, after)
  return true
}

function put(view: Kept, conversationId: number, at: Member | Scoped): void {
  const { brandId, groupId, assigneeId } = at
  const key = cellKey(at)
  const cell = view.cells.get(key) ?? { brandId, groupId, assigneeId, n: 0 }
  view.cells.set(key, cell)
  cell.n += 1
  view.members?.set(conversationId, cell)
}

const cellKey = ({ brandId, groupId, assigneeId }: Scoped): string => `${brandId}/${groupId ?? 0}/${assigneeId ?? 0}`

function countIn(view: Kept, actor: Actor): number {
  if (view.isCut) return MOST_COUNTED
  let n = 0
  for (const cell of view.cells.values()) if (inScope(actor, cell)) n += cell.n
  return Math.min(n, MOST_COUNTED)
}

const different = (before: ReadonlyMap<number, Cell>, after: ReadonlyMap<number, Cell>): number =>
  [...after].filter(([id, cell]) => {
    const was = before.get(id)
    return was === undefined || cellKey(was) !== cellKey(cell)
  }).length + [...before.keys()].filter((id) => !after.has(id)).length
