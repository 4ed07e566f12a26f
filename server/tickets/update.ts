import type { StoredActor } from '../platform/pure/actor.ts'
import type { Changes } from './contract.ts'

/** What one rule did within an update. */
export type RuleMark = {
  rule: number
  version: number
  title: string
  changes: Changes
  /** What it did beside changing fields: `note`, `notify:7`, `end_session` … */
  did: string[]
}

/**
 * One change of a ticket by one actor, as rules read it while its transaction is open [TK3]. Rules that fire add to its
 * changes, and leave their marks.
 */
export type Update = {
  conversationId: number
  ticketId: number
  kind: 'created' | 'changed'
  at: Date
  by: StoredActor
  messageId: string | null
  changes: Changes
  /** The ticket's fields after it. */
  state: Record<string, unknown>
  rules: RuleMark[]
  /** Macros it was made with, until they have left their marks. */
  macroIds: readonly number[]
  /** Whether these may ask the customer how it was. */
  withSurvey: boolean
  /** The stages that have looked at it. */
  seen: Set<string>
}
