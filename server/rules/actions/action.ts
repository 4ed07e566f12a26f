import type { Context } from '../../platform/commands/context.ts'
import type { Conversation } from '../../conversations/index.ts'
import type { Ticket, Update } from '../../tickets/index.ts'
import type { Action, ActionName } from '../contract.ts'

/** What a rule works on while it fires. */
export type Scene = {
  ctx: Context
  rule: { id: number; version: number; title: string }
  /** What the rule does after a wait. */
  rest: readonly Action[]
  update: Update
  /** Read, under lock, at the first question. */
  conversation(): Promise<Conversation>
  /** A text with its placeholders filled in; customers know colleagues by the names those chose for them. */
  fill(text: string, reader?: 'customer'): Promise<string>
}

export type ActionOf<Name extends ActionName> = Extract<Action, { do: Name }>

/** Ids an action names, to be checked when the rule is saved. */
export type Named = {
  users?: number[]
  groups?: number[]
  statuses?: number[]
  forms?: number[]
  surveys?: number[]
  webhooks?: number[]
  styles?: number[]
  skills?: number[]
  queues?: number[]
  brands?: number[]
  schedules?: number[]
  values?: { fieldId: number; value: unknown }[]
}

/**
 * One thing a rule can do. `change` decides how the ticket is afterwards, and refuses what cannot be; `effect` does the rest
 * once all changes of the rule are decided, and says in one word what it did (nothing: it had nothing to do).
 */
export type ActionKind<Name extends ActionName> = {
  named?(action: ActionOf<Name>): Named
  /** Its effect is for closed tickets too: a rating may come after closing, and nothing of the ticket changes. */
  afterClosing?: true
  change?(ticket: Ticket, action: ActionOf<Name>, scene: Scene): Ticket | Promise<Ticket>
  effect?(ticket: Ticket, action: ActionOf<Name>, scene: Scene): Promise<string | null>
}
