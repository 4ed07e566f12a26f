import { type Actor, may } from '../platform/pure/actor.ts'

/** They stand beside the rules that send them. */
export const mayManageSurveys = (actor: Actor): boolean => may(actor, 'rules.manage')
/** Asking the customer is a word to him. */
export const maySendSurvey = (actor: Actor): boolean => may(actor, 'conversations.reply')
/** Who sends surveys, or makes macros and rules that do, knows what they are called. */
export const mayNameSurveys = (actor: Actor): boolean => mayManageSurveys(actor) || maySendSurvey(actor)
/** Whether this is the customer of some conversation; of which one is asked inside. */
export const mayRate = (actor: Actor): boolean => actor.kind === 'visitor'
