import { type Actor, may } from '../platform/pure/actor.ts'

export const mayManageRouting = (actor: Actor): boolean => may(actor, 'routing.manage')
/** Plans people and hours, or how work finds them: figures of everybody together. */
export const maySimulate = (actor: Actor): boolean => mayManageRouting(actor) || maySupervise(actor)
export const maySupervise = (actor: Actor): boolean => may(actor, 'agents.supervise')
/** Whoever may hold tickets has a status and is offered work. */
export const mayBeOffered = (actor: Actor): boolean => may(actor, 'assignable')
/** Whoever works in the desk sees why work went where it went. */
export const maySeeRouting = (actor: Actor): boolean => actor.kind === 'user'
export const mayHandOver = (actor: Actor): boolean => may(actor, 'conversations.assign')
