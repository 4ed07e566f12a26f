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
      const all: readonly Named[] = (await readDefinitions(ctx.tx))[list]
      const there = all.map(({ id }) => id)
      const names = (of: readonly number[]) => of.map((id) => said(all.find((each) => each.id === id)))
      // Somebody added or deleted one meanwhile: the order he saw is not this list's.
      if (there.length !== ids.length || !there.every((id) => ids.includes(id))) throw new Refusal('order_incomplete')
      await setOrder(ctx.tx, what, ids)
      await audit(ctx, ctx.actor, `ticket_${what}.sorted`, `ticket_${what}`, { order: [names(there), names(ids)] })
      tellOf(ctx, what, null)
      return null
    },
  )

type Named = { id: number } & Partial<Record<'title' | 'name' | 'label', Readonly<Record<string, string>>>>
/** What the audit calls it. */
function said(each: Named | undefined): string {
  const texts = each?.title ?? each?.name ?? each?.label ?? {}
  return texts.en ?? Object.values(texts)[0] ?? ''
}

export const sortFields = sort('field', 'fields')
export const sortForms = sort('form', 'forms')
export const sortStatuses = sort('status', 'statuses')
