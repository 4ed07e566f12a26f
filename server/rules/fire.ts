import { Refusal } from '../platform/pure/refusal.ts'
import {
  amendUpdate,
  changesBetween,
  definitionsOf,
  type Ticket,
  ticketOf,
  type Update,
  withStatusId,
} from '../tickets/index.ts'
import { kindOf, type Scene } from './actions/index.ts'
import type { Action } from './contract.ts'

export type FiringRule = { id: number; version: number; title: string; actions: readonly Action[] }

/**
 * What came of it: something (though maybe not all of it: `failure` says what was refused), nothing (its conditions held, all
 * was so already), or a refusal [RU2][RU4].
 */
export type Fired =
  | { kind: 'fired'; changes: Update['changes']; did: string[]; failure: string | null }
  | { kind: 'nothing' }
  | { kind: 'refused'; code: string }

/**
 * Does what a rule says, within an update: first all is decided, and a refusal there changes nothing; then it is done, and
 * what is refused there (a note without words) is left out, and said.
 */
export async function fire(scene: Scene, rule: FiringRule): Promise<Fired> {
  const { ctx, update } = scene
  const before = ticketOf(ctx, update.conversationId)
  if (before === null) return { kind: 'nothing' }
  if (before.status === 'closed') return afterClosing(scene, before, rule)
  try {
    const { now, rest } = untilWait(rule.actions)
    const after = await decided(scene, before, now)
    // Marked before the effects, so that what they tell comes after what caused them.
    const mark = amendUpdate(ctx, update, rule, { after, did: [] })
    const { did, failure } = await effects({ ...scene, rest }, after, now)
    if (mark === null && did.length === 0) return nothingDone(failure)
    if (mark !== null) mark.did.push(...did)
    else amendUpdate(ctx, update, rule, { after: ticketOf(ctx, update.conversationId) ?? after, did })
    return { kind: 'fired', changes: mark?.changes ?? {}, did, failure }
  } catch (error) {
    if (error instanceof Refusal) return { kind: 'refused', code: error.code }
    throw error
  }
}

/** The first wait puts off all that comes after it. */
function untilWait(actions: readonly Action[]): { now: readonly Action[]; rest: readonly Action[] } {
  const at = actions.findIndex((action) => action.do === 'wait')
  return at === -1 ? { now: actions, rest: [] } : { now: actions.slice(0, at + 1), rest: actions.slice(at + 1) }
}

/** Nothing of a closed ticket changes any more; who is to hear of it (a rating) hears of it [RU16]. */
async function afterClosing(scene: Scene, closed: Ticket, rule: FiringRule): Promise<Fired> {
  const actions = rule.actions.filter((action) => kindOf(action).afterClosing === true)
  // Whatever time has closed fires nothing [RU7].
  if (actions.length === 0 || scene.update.by.kind === 'system') return { kind: 'nothing' }
  const { did, failure } = await effects(scene, closed, actions)
  if (did.length === 0) return nothingDone(failure)
  amendUpdate(scene.ctx, scene.update, rule, { after: ticketOf(scene.ctx, closed.conversationId) ?? closed, did })
  return { kind: 'fired', changes: {}, did, failure }
}

const nothingDone = (failure: string | null): Fired =>
  failure === null ? { kind: 'nothing' } : { kind: 'refused', code: failure }

/** Whether it would change the ticket if it fired now; asks nothing else. */
export async function wouldChange(scene: Scene, rule: FiringRule): Promise<boolean> {
  const ticket = ticketOf(scene.ctx, scene.update.conversationId)
  if (ticket === null || ticket.status === 'closed') return false
  try {
    return Object.keys(changesBetween(ticket, await decided(scene, ticket, rule.actions))).length > 0
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

async function decided(scene: Scene, before: Ticket, actions: readonly Action[]): Promise<Ticket> {
  let ticket = before
  for (const action of actions) ticket = (await kindOf(action).change?.(ticket, action, scene)) ?? ticket
  return withStatusId(definitionsOf(scene.ctx), before, ticket)
}

/** What was done, in words, and the first refusal: its code. */
type Done = { did: string[]; failure: string | null }

async function effects(scene: Scene, ticket: Ticket, actions: readonly Action[]): Promise<Done> {
  const all: Done = { did: [], failure: null }
  for (const action of actions)
    try {
      const done = await kindOf(action).effect?.(ticket, action, scene)
      if (done !== null && done !== undefined) all.did.push(done)
    } catch (error) {
      if (!(error instanceof Refusal)) throw error
      all.failure ??= error.code
    }
  return all
}
