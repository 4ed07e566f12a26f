import { audit, differences, findGroup } from '../../identity/index.ts'
import { command, type SingleCommand } from '../../platform/commands/command.ts'
import { type Context, record } from '../../platform/commands/context.ts'
import type { Actor } from '../../platform/pure/actor.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { checkView, invalid } from './check-view.ts'
import { SaveView, type ViewSharing } from './contract.ts'
import { viewChanged } from './events.ts'
import { mayTryKeepViews, requireKeep } from './policy.ts'
import { insertView, lockView, type StoredView, updateView } from './queries.ts'
import type { AskFields } from '../definitions/index.ts'

/** Makes a view, or changes one; whoever edits an old version is told instead of undoing another's work. */
export const saveView = (fields: AskFields): SingleCommand<typeof SaveView, { id: number; version: number }> =>
  command(
    'view.save',
    { input: SaveView, may: mayTryKeepViews, about: 'Make or change a view of tickets.' },
    async (ctx, { id, version, sharing, ...content }) => {
      const before = id === undefined ? null : await lockView(ctx.tx, id)
      if (id !== undefined && before === null) throw new Refusal('view_not_found')
      requireKeep(ctx.actor, before, sharing.with)
      if (before !== null && version !== undefined && version !== before.version)
        throw new Refusal('view_changed_meanwhile', { version: before.version })
      const title = content.title.trim()
      if (title === '') throw invalid([{ field: 'title', message: 'missing' }])
      const whose = await sharedWith(ctx, ctx.actor, sharing)
      const saved = { ...content, title, ...whose, definition: checkView(content.definition, await fields(ctx.tx)) }
      const by = { userId: ctx.actor.kind === 'user' ? ctx.actor.userId : null, at: ctx.now }
      const viewId = before?.id ?? (await insertView(ctx.tx, saved, by))
      if (before !== null) await updateView(ctx.tx, viewId, saved, by)
      await auditView(ctx, viewId, before, saved)
      record(ctx, viewChanged, { stream: 'account', by: ctx.actor, data: { viewId } })
      return { id: viewId, version: (before?.version ?? 0) + 1 }
    },
  )

type Whose = Pick<StoredView, 'ownerId' | 'groupIds'>

async function sharedWith(ctx: Context, actor: Actor, sharing: ViewSharing): Promise<Whose> {
  if (sharing.with === 'me') return { ownerId: actor.kind === 'user' ? actor.userId : null, groupIds: [] }
  if (sharing.with === 'everybody') return { ownerId: null, groupIds: [] }
  for (const id of sharing.groups)
    if ((await findGroup(ctx.tx, id)) === null) throw invalid([{ field: 'sharing.groups', message: 'group_unknown' }])
  return { ownerId: null, groupIds: [...new Set(sharing.groups)].sort((a, b) => a - b) }
}

type Saved = Pick<StoredView, 'title' | 'ownerId' | 'groupIds' | 'active' | 'definition'>

/** What somebody keeps for himself is nobody's business. */
export async function auditView(
  ctx: Context & { actor: Actor },
  id: number,
  before: Saved | null,
  after: Saved | null,
): Promise<void> {
  if ([before, after].every((view) => view === null || view.ownerId !== null)) return
  const verb = after === null ? 'deleted' : before === null ? 'created' : 'changed'
  const changes = after === null ? {} : differences(before, after, ['title', 'groupIds', 'active', 'definition'])
  await audit(ctx, ctx.actor, `view.${verb}`, `view:${id}`, changes, (after ?? before)?.title ?? '')
}
