import type { ContactRow } from '../../contacts/contract.ts'
import type { InboxRow } from '../contract.ts'

/** What filters may be about; French and English names are in pure/filter-names.ts. */
export type FilterKey =
  | 'status'
  | 'assignee'
  | 'tag'
  | 'group'
  | 'contact'
  | 'channel'
  | 'priority'
  | 'brand'
  | 'before'
  | 'after'
  | 'on'
  | 'has'
  | 'is'
  | 'type'

/** A part of what was typed: from `start` up to, not including, `end`, in UTF-16 units. */
export type Span = { start: number; end: number }

/** A filter as it was understood, for a chip. */
export type ShownFilter = Span & { key: FilterKey; value: string; negated: boolean }

/** Something typed that counts for nothing, or not as it looks; a text for each is in the locales. */
export type SearchHint = Span & {
  code: 'unknown_filter' | 'unknown_value' | 'common_word' | 'only_negated' | 'too_many_words'
  text: string
}

/** A text with the ranges to mark; never HTML. */
export type Highlighted = { text: string; marks: [start: number, end: number][] }

export type MessageHit = {
  conversationId: number
  messageId: string
  /** Position in the thread. */
  position: number
  at: string
  note: boolean
  by: { kind: string; id: number | null }
  /** How many files it has. */
  files: number
  snippet: Highlighted
  conversation: InboxRow
}
export type TicketHit = { conversation: InboxRow; subject: Highlighted }
export type ContactHit = { contact: ContactRow; name: Highlighted; email: Highlighted | null }

export type Found<Hit> = {
  rows: Hit[]
  /** Give it as `before` for the next page; null at the end. */
  next: string | null
}
export type SearchAnswer = {
  filters: ShownFilter[]
  hints: SearchHint[]
  /** Absent: not asked for, or nothing of this kind can match. */
  messages?: Found<MessageHit>
  tickets?: Found<TicketHit>
  contacts?: Found<ContactHit>
}

export const refusals = { search_too_broad: 422 } as const
