import type { Tx } from '../db.ts'
import type { NewTimer } from './timer.ts'

/** Writes what a transaction decided on timers: the last word on each (subject, kind) counts. Returns the earliest due, if any. */
export async function saveTimers(tx: Tx, timers: readonly NewTimer[]): Promise<Date | null> {
  if (timers.length === 0) return null
  const last = new Map(timers.map((timer) => [`${timer.subject} ${timer.kind}`, timer]))
  const set = [...last.values()].filter((timer) => timer.dueAt !== null).sort(bySubject)
  const cleared = [...last.values()].filter((timer) => timer.dueAt === null).sort(bySubject)
  // Both at once: what is sent after the COMMIT, which does not wait for answers, would be outside the transaction.
  await Promise.all([
    set.length === 0
      ? 0
      : tx.run({
          name: 'timers.set',
          text: `insert into timers (subject, kind, due_at) select * from unnest($1::text[], $2::text[], $3::timestamptz[])
                 on conflict (subject, kind) do update set due_at = excluded.due_at, version = timers.version + 1`,
          values: [set.map((timer) => timer.subject), set.map((timer) => timer.kind), set.map((timer) => timer.dueAt)],
        }),
    cleared.length === 0
      ? 0
      : tx.run({
          name: 'timers.clear',
          text: 'delete from timers t using unnest($1::text[], $2::text[]) as gone(subject, kind) where t.subject = gone.subject and t.kind = gone.kind',
          values: [cleared.map((timer) => timer.subject), cleared.map((timer) => timer.kind)],
        }),
  ])
  return set.reduce<Date | null>(
    (earliest, { dueAt }) => (dueAt !== null && (earliest === null || dueAt < earliest) ? dueAt : earliest),
    null,
  )
}

/** Whatever these subjects wait for: they are gone. */
export const dropTimers = (tx: Tx, subjects: readonly string[]): Promise<number> =>
  tx.run({ name: 'timers.drop', text: 'delete from timers where subject = any($1::text[])', values: [subjects] })

const bySubject = (a: NewTimer, b: NewTimer) => (a.subject < b.subject ? -1 : a.subject > b.subject ? 1 : 0)
