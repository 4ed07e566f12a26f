import { compileLater } from '../../platform/compile-later.ts'
import { command, type SingleCommand } from '../../platform/commands/command.ts'
import type { Context } from '../../platform/commands/context.ts'
import type { Actor } from '../../platform/pure/actor.ts'
import type { Field } from '../../platform/pure/conditions/field.ts'
import { allow, Refusal } from '../../platform/pure/refusal.ts'
import type { AskFields } from '../../tickets/index.ts'
import { type Complaint, complaintsOf, inShape } from '../complaints.ts'
import { namesFor, resolver } from '../transfer/by-name.ts'
import { ImportSettings, SettingsFile, type SettingsImported } from './contract.ts'
import { type Item, kindsOf, nameOf, type Transferable } from './kinds.ts'
import { mayTryTransfer } from './policy.ts'
import { beginTrial, takeBack } from './queries.ts'

type Acting = Context & { actor: Actor }
const shape = compileLater(SettingsFile)

/** The settings of a file, each made by its own command, last in their order: all of them, or none [RU11]. */
export const importSettings = (fields: AskFields): SingleCommand<typeof ImportSettings, SettingsImported> => {
  const kinds = kindsOf(fields)
  return command(
    'setting.import',
    { input: ImportSettings, may: mayTryTransfer, about: 'Make settings from a file, or say what would be made.' },
    async (ctx, { kind, file, preview, asInFile }) => {
      allow(kinds[kind].may(ctx.actor))
      if (!shape.Check(file)) throw invalid(inShape(shape.Errors(file)))
      if (file.kind !== kind) throw invalid([{ field: 'kind', message: `other_kind ${file.kind}` }])
      const there = new Set((await kinds[kind].list(ctx.tx)).map((item) => nameOf(item).toLowerCase()))
      const items = file.items.map((item) => asWanted(item, asInFile))
      const make = async (within: Acting) => makeAll(within, kinds[kind], items, await fields(ctx.tx))
      await (preview ? onTrial(ctx, make) : make(ctx))
      return {
        items: items.map((item) => ({ name: nameOf(item), exists: there.has(nameOf(item).toLowerCase()) })),
      }
    },
  )
}

/** What is made is new, and never takes the mark of the default from another. */
const asWanted = ({ id: _id, version: _version, ...item }: Item, asInFile: boolean): Item => ({
  ...item,
  ...('active' in item && !asInFile && { active: false }),
  ...('isDefault' in item && { isDefault: false }),
})

async function makeAll(
  ctx: Acting,
  { save, swap }: Transferable,
  items: readonly Item[],
  fields: ReadonlyMap<string, Field>,
): Promise<void> {
  const ofField = (name: string) => fields.get(name)?.of
  const names = await namesFor(ctx.tx, (found) => {
    for (const item of items) swap(item, found, ofField)
  })
  const input = compileLater(save.input)
  const complaints: Complaint[] = []
  for (const [index, item] of items.entries()) {
    const found: Complaint[] = []
    const given = swap(item, resolver(names, found), ofField)
    if (found.length === 0 && !input.Check(given)) found.push(...inShape(input.Errors(given)))
    if (found.length === 0) found.push(...(await refusedParts(save, ctx, given)))
    complaints.push(...found.map(({ field, message }) => ({ field: `items.${index}.${field}`, message })))
  }
  if (complaints.length > 0) throw invalid(complaints.slice(0, 50))
}

async function refusedParts(save: SingleCommand, ctx: Acting, given: Item): Promise<Complaint[]> {
  try {
    await save.run(ctx, given)
    return []
  } catch (error) {
    return complaintsOf(error)
  }
}

/** Does it and takes it back: what would be refused is known, and nothing of it stays or is told. */
async function onTrial(ctx: Acting, work: (within: Acting) => Promise<void>): Promise<void> {
  const within = {
    ...ctx,
    events: [],
    timers: [],
    jobs: [],
    writing: [] as Promise<unknown>[],
    after: [],
    scratch: new Map(ctx.scratch),
  }
  await beginTrial(ctx.tx)
  try {
    await work(within)
  } finally {
    await Promise.allSettled(within.writing)
    await takeBack(ctx.tx)
  }
}

const invalid = (fields: Complaint[]): Refusal => new Refusal('settings_file_invalid', { fields })
