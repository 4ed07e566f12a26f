import { brandConversation } from '../../conversations/index.ts'
import { findBrand } from '../../identity/index.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { keepSchedule } from '../../schedules/index.ts'
import { setFields } from '../../tickets/index.ts'
import type { ActionKind } from './action.ts'

/** Which opening hours count for it from now on; null: its channel's again [RU22]. Hours that are gone are refused. */
export const setSchedule: ActionKind<'set_schedule'> = {
  named: ({ scheduleId }) => (scheduleId === null ? {} : { schedules: [scheduleId] }),
  async change(ticket, { scheduleId }, { ctx }) {
    if (ticket.scheduleId === scheduleId) return ticket
    if (scheduleId !== null) await keepSchedule(ctx.tx, scheduleId)
    return setFields(ticket, { scheduleId })
  },
}

/** In whose name the customer is written to, whose form it has, and who may see it [RU22]; its channel stays. */
export const setBrand: ActionKind<'set_brand'> = {
  named: ({ brandId }) => ({ brands: [brandId] }),
  async change(ticket, { brandId }, { ctx }) {
    if (ticket.brandId === brandId) return ticket
    if ((await findBrand(ctx.tx, brandId)) === null) throw new Refusal('brand_not_found')
    return setFields(ticket, { brandId })
  },
  async effect(_ticket, { brandId }, { ctx, conversation }) {
    const open = await conversation()
    if (open.brandId !== brandId) Object.assign(open, await brandConversation(ctx, open, brandId))
    return null
  },
}
