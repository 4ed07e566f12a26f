import { audit } from '../identity/index.ts'
import { command, type SingleCommand } from '../platform/commands/command.ts'
import { allow, Refusal } from '../platform/pure/refusal.ts'
import { attempt } from './attempt.ts'
import { type ImportUndone, type SettingsKind, UndoImport } from './contract.ts'
import { changesOf } from './import-settings.ts'
import type { Kinds } from './kinds/index.ts'
import type { Acting, Kept, Transferable } from './kinds/kind.ts'
import { same } from './pure/same.ts'
import { mayTryTransfer } from './policy.ts'
import { lockImport, markUndone, type Taken } from './queries.ts'

/** Takes back what came with a file, but for what somebody has changed, or uses, since [TF4]. */
export const undoImport = (kinds: Kinds): SingleCommand<typeof UndoImport, ImportUndone> =>
  command(
    'setting.undo_import',
    { input: UndoImport, may: mayTryTransfer, about: 'Take back what an import made or replaced.' },
    async (ctx, { importId }) => {
      const found = await lockImport(ctx.tx, importId)
      if (found === null) throw new Refusal('import_not_found')
      if (found.undoneAt !== null) throw new Refusal('import_undone')
      for (const { kind } of found.taken) allow(kinds[kind].may(ctx.actor))
      const there = await allOf(ctx, kinds, new Set(found.taken.map(({ kind }) => kind)))
      const [back, left]: [Taken[], Taken[]] = [[], []]
      // What names something goes before what it names.
      for (const taken of found.taken.toReversed()) {
        const isBack = await takenBack(ctx, kinds[taken.kind], {
          ...taken,
          now: there.get(`${taken.kind} ${taken.id}`),
        })
        ;(isBack ? back : left).push(taken)
      }
      await markUndone(ctx.tx, importId, ctx.now)
      const subject = `setting_import:${importId}`
      await audit(ctx, ctx.actor, 'setting.import_undone', subject, changesOf(back.toReversed()), found.name || null)
      return { taken: back.length, left: left.toReversed().map(({ kind, name }) => ({ kind, name })) }
    },
  )

/** What there is of these kinds, by kind and id. */
async function allOf(ctx: Acting, kinds: Kinds, wanted: ReadonlySet<SettingsKind>): Promise<Map<string, Kept>> {
  const all = new Map<string, Kept>()
  for (const kind of wanted) for (const each of await kinds[kind].list(ctx.tx)) all.set(`${kind} ${each.id}`, each)
  return all
}

type Found = Taken & { now: Kept | undefined }
async function takenBack(ctx: Acting, of: Transferable, { id, before, after, now }: Found): Promise<boolean> {
  // Somebody was quicker.
  if (now === undefined) return before === null
  if (!same(now.item, after)) return false
  if (before === null && of.remove === null) return false
  try {
    await attempt(
      ctx,
      (within) => (before === null ? removed(within, of, id) : restored(within, of, now, before)),
      true,
    )
    return true
  } catch (error) {
    if (error instanceof Refusal) return false
    throw error
  }
}

const removed = async (ctx: Acting, of: Transferable, id: number): Promise<unknown> => of.remove?.(ctx, id)
const restored = async (ctx: Acting, of: Transferable, now: Kept, before: Kept): Promise<unknown> =>
  of.save.run(ctx, { ...before.item, id: now.id, ...(now.version && { version: now.version }), ...now.home })
