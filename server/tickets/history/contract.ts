import { type Static, Type } from 'typebox'
import type { Changes } from '../contract.ts'

export const UpdateKind = Type.Union([
  Type.Literal('status'),
  Type.Literal('assignment'),
  Type.Literal('fields'),
  Type.Literal('rules'),
  Type.Literal('messages'),
  Type.Literal('ending'),
])
/** What a filter of the history asks for; an update may be of several kinds. */
export type UpdateKind = Static<typeof UpdateKind>

/** `agent`, `contact`, `rule`, `bot`, `system`; or one person: `agent:7`. */
export const UpdateBy = Type.String({ pattern: '^(agent|contact|rule|bot|system|api)(:[1-9][0-9]{0,14})?$' })

/** What one rule (or macro) did within an update. */
export type UpdateMark = { rule: number; version: number; title: string; changes: Changes; did: string[] }

/** One update of a ticket, as its history shows it. */
export type UpdateView = {
  id: number
  at: string
  kind: 'created' | 'changed'
  actorKind: 'contact' | 'agent' | 'bot' | 'rule' | 'connector' | 'api' | 'system' | 'nobody'
  actorId: number | null
  /** The name of an agent or a contact (or his address), or the title of a rule; null for all others. */
  actorName: string | null
  /** Field → [before, after]; what rules changed within it is in here too. */
  changes: Changes
  rules: UpdateMark[] | null
  messageId: string | null
  /** What was said with it, its beginning; null without a message, empty when it was redacted. */
  comment: { visibility: 'public' | 'note'; text: string; files: number } | null
}
