import { audit, differences } from '../../identity/index.ts'
import { type Context, record } from '../../platform/commands/context.ts'
import type { Actor } from '../../platform/pure/actor.ts'
import { definitionsChanged } from './events.ts'

type Change = {
  what: 'field' | 'form' | 'status'
  id: number
  before: Record<string, unknown> | undefined
  after: Record<string, unknown> | null
  texts: Record<string, string>
}

/** Who changed what, for the audit, and the event by which nodes and desks read it again. */
export async function noteChange(ctx: Context & { actor: Actor }, change: Change): Promise<void> {
  const { what, id, before, after, texts } = change
  const done = after === null ? 'deleted' : before === undefined ? 'created' : 'changed'
  await audit(
    ctx,
    ctx.actor,
    `ticket_${what}.${done}`,
    `ticket_${what}:${id}`,
    after === null ? {} : differences(before ?? null, after),
    texts['en'] ?? Object.values(texts)[0] ?? null,
  )
  tellOf(ctx, what, id)
}

export const tellOf = (ctx: Context & { actor: Actor }, what: Change['what'], id: number | null): void =>
  record(ctx, definitionsChanged, { stream: 'account', by: ctx.actor, data: { what, id } })
