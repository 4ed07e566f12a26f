import * as contacts from './contacts/index.ts'
import { expireOrphans, type FileStore, sweepFiles } from './conversations/files/index.ts'
import * as conversations from './conversations/index.ts'
import * as identity from './identity/index.ts'
import { clock } from './platform/clock.ts'
import type { Context } from './platform/commands/context.ts'
import type { Engine } from './platform/commands/engine.ts'
import type { Database } from './platform/db.ts'
import { forgetKeys } from './platform/jobs/forget-keys.ts'
import type { Task } from './platform/jobs/run-jobs.ts'
import { type DeliverParts, mailTasks } from './platform/mail/deliver.ts'
import type { Post } from './platform/mail/post.ts'
import { deleteMails } from './platform/mail/queries.ts'
import * as routing from './routing/index.ts'
import * as rules from './rules/index.ts'
import type { Logger } from './platform/log.ts'
import * as tickets from './tickets/index.ts'

const DAY_MS = 86_400_000
/** Hidden things can be brought back for this long. */
const HIDDEN_DAYS = 30
/** Of what each rule did; the history of a ticket keeps it for good. */
const FIRINGS_DAYS = 90

export type HousekeepingParts = {
  db: Database
  engine: Engine
  store: FileStore
  databaseUrl: string
  log: Logger
  /** Files that belong to no message and are in use: logos, photos. */
  keptFiles: () => readonly string[]
} & Pick<DeliverParts, 'sealing' | 'handOver'> & { post: Post; privateWebhooks: boolean }

/** Work that nobody waits for, by the name under which jobs ask for it. */
export const tasks = (parts: HousekeepingParts): Readonly<Record<string, Task>> => ({
  housekeeping: () => housekeeping(parts),
  ...mailTasks(parts),
  ...tickets.bulkTasks(parts),
  ...rules.webhookTasks({ ...parts, allowPrivate: parts.privateWebhooks }),
  [routing.SIMULATION_TASK]: routing.simulationTask(parts),
  [identity.RESET]: identity.resetTask(parts),
})

/** A mail server, or somebody's endpoint, may be slow. */
export const callingOut = [['mail_deliver'], ['webhook_deliver']] as const

/** On one node each. Housekeeping not on the hour, when everybody's jobs run. */
export const crontab = '17 * * * * housekeeping\n* * * * * mail_sweep\n* * * * * webhook_sweep\n* * * * * bulk_sweep'

async function housekeeping({ db, engine, store, log, keptFiles }: HousekeepingParts): Promise<void> {
  const now = clock.now()
  const daysAgo = (days: number) => new Date(now.getTime() - days * DAY_MS)
  const files = { db, store, log, now, kept: keptFiles() }
  const purge = (step: (ctx: Context, before: Date) => Promise<number>) =>
    untilNothing(() => engine.transact((ctx) => step(ctx, daysAgo(HIDDEN_DAYS))))
  const chores: Record<string, () => Promise<number>> = {
    orphans: () => expireOrphans(files),
    firings: () => untilNothing(() => rules.deleteFirings(db, daysAgo(FIRINGS_DAYS))),
    webhooks: () => rules.deleteDeliveries(db, daysAgo(HIDDEN_DAYS)),
    mails: () => deleteMails(db, daysAgo(HIDDEN_DAYS)),
    // Links from mails that nobody has used.
    links: () => contacts.deleteAwaited(db, daysAgo(HIDDEN_DAYS)),
    keys: () => forgetKeys(db, daysAgo(1)),
    logins: () => identity.deleteExpiredLogins(db, now),
    contacts: () => purge(contacts.purgeContacts),
    simulations: () => routing.deleteSimulations(db, daysAgo(HIDDEN_DAYS)),
    bulk: () => tickets.deleteBulkEdits(db, daysAgo(HIDDEN_DAYS)),
    conversations: () => purge(conversations.purgeConversations),
    // Last: what the others forgot is swept at once.
    sweep: () => sweepFiles(files),
  }
  const done: Record<string, number> = {}
  const failed: unknown[] = []
  for (const [name, chore] of Object.entries(chores))
    try {
      done[name] = await chore()
    } catch (error) {
      // One that fails does not keep the others from being done.
      failed.push(error)
    }
  log.info(done, 'housekeeping')
  if (failed.length > 0) throw new AggregateError(failed, failed.map(String).join('; '))
}

/** Small transactions, one after the other. */
async function untilNothing(step: () => Promise<number>): Promise<number> {
  let sum = 0
  for (let done = await step(); done > 0; done = await step()) sum += done
  return sum
}
