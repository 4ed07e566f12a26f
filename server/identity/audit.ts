import type { Context } from '../platform/commands/context.ts'
import type { Actor } from '../platform/pure/actor.ts'
import { insertAudit } from './queries/audit.ts'

/**
 * Notes an administrative change in its own transaction [ID9]: who, when, what (`user.updated`), on what (`user:7`), and
 * each field before and after. Never the content of conversations, never a secret. `name`: what the subject is called.
 */
export async function audit(
  ctx: Pick<Context, 'tx' | 'now'>,
  actor: Actor,
  action: string,
  subject: string,
  changes: Record<string, unknown> = {},
  name: string | null = null,
): Promise<void> {
  const userId = actor.kind === 'user' ? actor.userId : null
  await insertAudit(ctx.tx, { at: ctx.now, userId, action, subject, name, changes })
}
