import type { Context } from '../platform/commands/context.ts'

/** What a statement is told in a transaction that an earlier one has spoilt. */
const SPOILT = '25P02'

/**
 * Writes are sent on without waiting for them: one of those sent before a rule began may fail while the rule asks something,
 * and then it is that one's error, not the rule's. Null: nothing before it failed.
 */
export async function failedBefore(ctx: Context, sent: number, error: unknown): Promise<unknown> {
  if (typeof error !== 'object' || error === null || !('code' in error) || error.code !== SPOILT) return null
  const writes = await Promise.allSettled(ctx.writing.slice(0, sent))
  return writes.find((write) => write.status === 'rejected')?.reason ?? null
}
