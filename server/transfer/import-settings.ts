import { audit } from '../identity/index.ts'
import { command, type SingleCommand } from '../platform/commands/command.ts'
import { attempt } from './attempt.ts'
import { ImportSettings, MOST_BYTES, type SettingsImported } from './contract.ts'
import type { Kinds } from './kinds/index.ts'
import type { Acting } from './kinds/kind.ts'
import { mayTryTransfer } from './policy.ts'
import { insertImport, type Taken } from './queries.ts'
import { readFile } from './read-file.ts'
import { type Outcome, takeIn } from './take-in.ts'

/** The settings of a file, each made by its own command: all of them, or none [TF2]. */
export const importSettings = (kinds: Kinds): SingleCommand<typeof ImportSettings, SettingsImported> =>
  command(
    'setting.import',
    {
      input: ImportSettings,
      may: mayTryTransfer,
      about: 'Make settings from a file, or say what would be made.',
      mostBytes: MOST_BYTES,
    },
    async (ctx, { file, name, preview, whenThere, asInFile }) => {
      const parts = readFile(file, kinds, ctx.actor)
      const make = (within: Acting) => takeIn(within, kinds, parts, { whenThere, asInFile })
      const outcomes = await (preview ? attempt(ctx, make, false) : make(ctx))
      const taken = preview ? [] : await takenOf(ctx, kinds, outcomes)
      const items = outcomes.map(({ kind, name: called, exists, outcome }) => ({ kind, name: called, exists, outcome }))
      return { importId: taken.length === 0 ? null : await note(ctx, name?.trim() ?? '', taken), items }
    },
  )

/** As they became: what has been changed since is not taken back. */
async function takenOf(ctx: Acting, kinds: Kinds, outcomes: readonly Outcome[]): Promise<Taken[]> {
  const taken: Taken[] = []
  for (const kind of new Set(outcomes.map((each) => each.kind))) {
    const there = new Map((await kinds[kind].list(ctx.tx)).map((each) => [each.id, each.item]))
    for (const { id, name, before, kind: of } of outcomes) {
      const after = id === null || of !== kind ? undefined : there.get(id)
      if (id !== null && after !== undefined) taken.push({ kind, id, name, before, after })
    }
  }
  return taken
}

/** One act, of which the audit tells what it brought, by kind; each thing beside has its own entry. */
async function note(ctx: Acting, name: string, taken: readonly Taken[]): Promise<number> {
  const byId = ctx.actor.kind === 'user' ? ctx.actor.userId : null
  const { id } = await insertImport(ctx.tx, { name, taken, byId, at: ctx.now })
  await audit(ctx, ctx.actor, 'setting.imported', `setting_import:${id}`, changesOf(taken), name || null)
  return id
}

const MOST_NAMED = 50
/** `{ imported_trigger: [null, ['Refunds']] }` */
export const changesOf = (taken: readonly Pick<Taken, 'kind' | 'name'>[]): Record<string, [null, string[]]> =>
  Object.fromEntries(
    [...Map.groupBy(taken, ({ kind }) => kind)].map(([kind, of]) => {
      const names = of.slice(0, MOST_NAMED).map(({ name }) => name)
      return [`imported_${kind}`, [null, of.length > MOST_NAMED ? [...names, `+ ${of.length - MOST_NAMED}`] : names]]
    }),
  )
