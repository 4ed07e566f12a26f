import { type Actor, may } from '../platform/pure/actor.ts'

export const mayManageRules = (actor: Actor): boolean => may(actor, 'rules.manage')
