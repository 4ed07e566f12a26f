import type { Bus } from '../../platform/bus.ts'
import type { Context } from '../../platform/commands/context.ts'
import type { Database, Tx } from '../../platform/db.ts'
import type { Field } from '../../platform/pure/conditions/field.ts'
import type { Category, TicketDefinitions } from './contract.ts'
import { definitionsChanged } from './events.ts'
import { readDefinitions } from './queries.ts'

/** Fields, forms and statuses as this node knows them: no ticket is worked on by asking for them. */
/** The fields that conditions may ask, as they are now: what was made a moment ago can be asked. */
export type AskFields = (tx: Tx) => Promise<ReadonlyMap<string, Field>>

export type TicketDirectory = {
  load(): Promise<void>
  /** As last read. */
  current(): TicketDefinitions
  /** As they are now: read again, by the asker's own connection, only if somebody has changed them since. */
  fresh(tx: Tx): Promise<TicketDefinitions>
  stop(): void
}

export function createTicketDirectory(db: Database, bus: Bus): TicketDirectory {
  let definitions: TicketDefinitions = { fields: [], forms: [], statuses: [] }
  // Counted rather than marked: a change that comes in while they are read is not missed.
  let changes = 1
  let read = 0
  const readBy = async (tx: Tx) => {
    const before = changes
    const found = await readDefinitions(tx)
    if (before < read) return
    definitions = found
    read = before
  }
  const stop = bus.subscribe((subject, message) => {
    if (subject !== 'account' || typeof message !== 'object' || message === null || !('type' in message)) return
    if (message.type !== definitionsChanged.type) return
    changes += 1
    readBy(db).catch(() => {})
  })
  return {
    load: () => readBy(db),
    current: () => definitions,
    async fresh(tx) {
      // Not by the pool: transactions that hold all its connections would wait for one that never comes.
      if (read < changes) await readBy(tx)
      return definitions
    },
    stop,
  }
}

const KEY = Symbol('ticket directory')
/** The directory as every transaction finds it. */
export const directoryEntry = (directory: TicketDirectory): [symbol, unknown] => [KEY, directory]

export function directoryOf(ctx: Context): TicketDirectory {
  const directory = ctx.scratch.get(KEY)
  if (directory === undefined) throw new Error('the ticket directory is not at hand')
  return directory as TicketDirectory
}

/** What a ticket that comes into a category is given when nobody chooses. */
export const defaultStatus = ({ statuses }: TicketDefinitions, category: Category): number | null =>
  statuses.find((status) => status.category === category && status.isDefault)?.id ?? null
