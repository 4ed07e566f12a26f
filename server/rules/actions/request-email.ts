import { findMailAddress } from '../../contacts/index.ts'
import type { ActionKind } from './action.ts'
import { sayToCustomer } from './send-message.ts'

/** Asks, in the thread, where the customer can be reached; not whose address is known, be it only claimed [RU23]. */
export const requestEmail: ActionKind<'request_email'> = {
  async effect(ticket, { texts }, scene) {
    if ((await findMailAddress(scene.ctx.tx, ticket.contactId)) !== null) return null
    return (await sayToCustomer(scene, texts, { asks: 'email' })) ? 'request_email' : null
  },
}
