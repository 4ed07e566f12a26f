import type { Context } from '../commands/context.ts'

/** Sets (`dueAt`) or clears (null) the one timer of a subject and kind. Firing re-checks the state, so a late clear does no harm. */
export type NewTimer = { subject: string; kind: string; dueAt: Date | null }

export function setTimer(ctx: Context, subject: string, kind: string, dueAt: Date): void {
  ctx.timers.push({ subject, kind, dueAt })
}

export function clearTimer(ctx: Context, subject: string, kind: string): void {
  ctx.timers.push({ subject, kind, dueAt: null })
}

/** What fires: runs in its own transaction, having found the timer row still there with the version that was read. */
export type TimerHandler = (ctx: Context, subject: string) => Promise<void>
