import { audit } from '../../identity/index.ts'
import { command } from '../../platform/commands/command.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { Order } from './contract.ts'
import { tellOf } from './note-change.ts'
import { mayManageDefinitions } from './policy.ts'
import { lockDefinitions, readDefinitions, setOrder } from './queries.ts'

const sort = (what: 'field' | 'form' | 'status', list: 'fields' | 'forms' | 'statuses') =>
  command(
    `ticket_${what}.sort`,
    { input: Order, may: mayManageDefinitions, about: `Put the ticket ${list} into another order.` },
    async (ctx, { ids }) => {
      await lockDefinitions(ctx.tx)
      const there = (await readDefinitions(ctx.tx))[list].map(({ id }) => id)
      // Somebody added or deleted one meanwhile: the order he saw is not this list's.
      if (there.length !== ids.length || !there.every((id) => ids.includes(id))) throw new Refusal('order_incomplete')
      await setOrder(ctx.tx, what, ids)
      await audit(ctx, ctx.actor, `ticket_${what}.sorted`, `ticket_${what}`, { order: [there, ids] })
      tellOf(ctx, what, null)
      return null
    },
  )

export const sortFields = sort('field', 'fields')
export const sortForms = sort('form', 'forms')
export const sortStatuses = sort('status', 'statuses')
