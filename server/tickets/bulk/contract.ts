import { type Static, Type } from 'typebox'
import { Id, Instant } from '../../platform/pure/schemas.ts'
import { HiddenKind } from '../hiding/contract.ts'
import type { Changes } from '../contract.ts'

/** How many tickets one bulk edit takes. */
export const MOST_AT_ONCE = 500
/** How long it can be taken back, from when its last ticket was changed. */
export const UNDO_MINUTES = 10

const Tags = Type.Array(Type.String({ minLength: 1, maxLength: 60 }), { minItems: 1, maxItems: 20 })

/** What many tickets may be given at once; tags are added and taken away, the others stay. */
export const BulkChanges = Type.Object(
  {
    status: Type.Optional(
      Type.Union([Type.Literal('open'), Type.Literal('pending'), Type.Literal('hold'), Type.Literal('solved')]),
    ),
    statusId: Type.Optional(Id),
    type: Type.Optional(
      Type.Union([
        Type.Literal('question'),
        Type.Literal('incident'),
        Type.Literal('problem'),
        Type.Literal('task'),
        Type.Null(),
      ]),
    ),
    priority: Type.Optional(
      Type.Union([Type.Literal('low'), Type.Literal('normal'), Type.Literal('high'), Type.Literal('urgent')]),
    ),
    groupId: Type.Optional(Type.Union([Id, Type.Null()])),
    assigneeId: Type.Optional(Type.Union([Id, Type.Null()])),
    snoozedUntil: Type.Optional(Type.Union([Instant, Type.Null()])),
    addTags: Type.Optional(Tags),
    removeTags: Type.Optional(Tags),
  },
  { minProperties: 1 },
)
export type BulkChanges = Static<typeof BulkChanges>

/** `ticket.bulk_edit`: starts it; how it goes is told on the person's own stream, and by `GET /bulk-edits/:id`. */
export const BulkEdit = Type.Object({
  conversationIds: Type.Array(Id, { minItems: 1, maxItems: MOST_AT_ONCE }),
  changes: Type.Optional(BulkChanges),
  /** Instead of changes: hide them. */
  act: Type.Optional(HiddenKind),
  /** With `act: spam`: whoever wrote them writes no more; asks the right to block. */
  blockContacts: Type.Optional(Type.Boolean()),
})
/** `ticket.bulk_undo`: gives back the earlier values where nothing newer happened. */
export const BulkUndo = Type.Object({ id: Id })

export type BulkWhat = { changes: BulkChanges } | { act: HiddenKind; blockContacts?: boolean }
export type BulkState = 'running' | 'done' | 'undoing' | 'undone'
/** How a bulk edit stands. */
export type BulkView = {
  id: number
  state: BulkState
  total: number
  /** Changed, or found to be so already. */
  done: number
  refused: number
  /** After an undo: given back, and left because something newer had happened. */
  undone: number
  kept: number
  undoUntil: string | null
}
export type BulkRefusal = {
  conversationId: number
  /** Null: it is not there for this person. */
  ticket: { id: number; subject: string } | null
  code: string
  details: Record<string, unknown>
}
export type BulkReport = BulkView & { what: BulkWhat; refusals: BulkRefusal[] }

/** What became of one ticket. */
export type Outcome =
  | { state: 'done' | 'undone'; changes: Changes }
  | { state: 'kept' }
  | { state: 'refused'; code: string; details: Record<string, unknown> }

export const bulkRefusals = { bulk_edit_not_found: 404, bulk_undo_too_late: 409, bulk_not_done: 409 } as const
