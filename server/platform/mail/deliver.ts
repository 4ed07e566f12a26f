import { clock } from '../clock.ts'
import type { Engine } from '../commands/engine.ts'
import type { Database } from '../db.ts'
import type { Task } from '../jobs/run-jobs.ts'
import type { Logger } from '../log.ts'
import type { Sealing } from '../sealing.ts'
import type { Mail, Outcome } from './pure/mail.ts'
import { oweDelivery, tellMail } from './post.ts'
import { nextAttempt } from './pure/back-off.ts'
import { isGeneral } from './pure/outcome.ts'
import { type Claimed, claimMail, endAttempt, listStrays, markHanded, postponeMail } from './queries.ts'
import type { HandOver } from './smtp.ts'

export type DeliverParts = {
  db: Database
  engine: Engine
  log: Logger
  sealing: Sealing
  /** Null: no mail server is set any more; what waits goes on waiting. */
  handOver: HandOver | null
}

/** No attempt lasts longer: the line's own limits are far below. */
const CLAIM_MS = 10 * 60_000
/** While nothing can be sent, one mail tries for all, this often. */
const PAUSE_MS = 15_000
/** A job that has not come so long after its time is lost. */
const LOST_MS = 90_000

/** The jobs of the outbox: `mail_deliver` makes one attempt with one mail, `mail_sweep` finds what nobody works on. */
export function mailTasks(parts: DeliverParts): Readonly<Record<string, Task>> {
  let downUntil = 0
  return {
    async mail_deliver(payload) {
      const mailId = (payload as { mailId: number }).mailId
      if (parts.handOver === null) return
      const now = clock.now()
      if (now.getTime() < downUntil) return postpone(parts, mailId, new Date(downUntil + spread(mailId)))
      const mail = await claimMail(parts.db, mailId, now, new Date(now.getTime() + CLAIM_MS))
      if (mail === null) return
      const outcome = await attempt(parts, parts.handOver, mail)
      if (!(await conclude(parts, mail, outcome))) return
      downUntil = outcome.kind === 'retry' && isGeneral(outcome) ? clock.now().getTime() + PAUSE_MS : 0
      if (outcome.kind !== 'sent')
        parts.log.warn({ mail: mailId, attempt: mail.attempt, problem: outcome.problem }, 'a mail was not sent')
    },
    mail_sweep: () => sweep(parts),
  }
}

/** Those that wait for the same server do not all come back in the same moment. */
const spread = (mailId: number): number => (mailId % 20) * 500

async function attempt({ db, sealing }: DeliverParts, handOver: HandOver, mail: Claimed): Promise<Outcome> {
  const content = JSON.parse(sealing.open(mail.sealed)) as Mail
  return handOver(content, { messageId: mail.messageId, at: mail.at }, async () => {
    // Redacted meanwhile, or taken for lost and begun anew elsewhere: the last line is not sent.
    if (!(await markHanded(db, mail.id, mail.attempt))) throw new Error('this attempt was called off')
  })
}

/** False: another word on this mail counts, what this attempt came to is nobody's business any more. */
async function conclude({ engine }: DeliverParts, mail: Claimed, outcome: Outcome): Promise<boolean> {
  return engine.transact(async (ctx) => {
    const next = outcome.kind === 'retry' ? nextAttempt(mail.attempt, mail.owedAt, ctx.now) : ctx.now
    const final: Outcome =
      outcome.kind === 'retry' && next === null ? { kind: 'failed', problem: 'late', answer: outcome.answer } : outcome
    const ended = await endAttempt(ctx.tx, mail.id, mail.attempt, final, { now: ctx.now, next: next ?? ctx.now })
    if (ended === null) return false
    if (ended.state === 'waiting') oweDelivery(ctx, mail.id, next ?? ctx.now)
    tellMail(ctx, ended)
    return true
  })
}

async function postpone({ engine }: DeliverParts, mailId: number, until: Date): Promise<void> {
  await engine.transact(async (ctx) => {
    if ((await postponeMail(ctx.tx, mailId, until)) > 0) oweDelivery(ctx, mailId, until)
  })
}

/**
 * What a killed process left [MA3]: an attempt that had not handed over begins again; one that had may have arrived, and is
 * left to people. A mail without a job gets one.
 */
async function sweep({ db, engine }: DeliverParts): Promise<void> {
  const now = clock.now()
  for (const stray of await listStrays(db, now, new Date(now.getTime() - LOST_MS)))
    await engine.transact(async (ctx) => {
      if (!stray.isClaimed) return oweDelivery(ctx, stray.id)
      const outcome: Outcome = stray.handed
        ? { kind: 'failed', problem: 'uncertain', answer: '' }
        : { kind: 'retry', problem: 'unreachable', answer: '' }
      const ended = await endAttempt(ctx.tx, stray.id, stray.attempt, outcome, { now, next: now })
      if (ended === null) return
      if (ended.state === 'waiting') oweDelivery(ctx, stray.id)
      tellMail(ctx, ended)
    })
}
