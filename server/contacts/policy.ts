import { type Actor, may, type VisitorActor } from '../platform/pure/actor.ts'

// Scope limits tickets, not people: whoever may read contacts reads them all [CT8].
export const mayReadContacts = (actor: Actor): boolean => may(actor, 'contacts.read')
/** Organizations too: whoever changes their people. */
export const mayWriteContacts = (actor: Actor): boolean => may(actor, 'contacts.write')
export const mayBlockContacts = (actor: Actor): boolean => may(actor, 'contacts.block')
export const mayMergeContacts = (actor: Actor): boolean => may(actor, 'contacts.merge')
export const isVisitor = (actor: Actor): actor is VisitorActor => actor.kind === 'visitor'
