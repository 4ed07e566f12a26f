import { command } from '../../platform/commands/command.ts'
import { may } from '../../platform/pure/actor.ts'
import { allow, Refusal } from '../../platform/pure/refusal.ts'
import { BulkEdit, BulkUndo, type BulkView, type BulkWhat } from './contract.ts'
import { mayDelete } from '../hiding/index.ts'
import { mayBulkEdit } from './policy.ts'
import { findBulk, insertBulk, lockBulk, updateBulk } from './queries.ts'
import { oweBulk } from './run-bulk-edit.ts'
import { undoUntil, viewOf } from './view.ts'

/** Many tickets get the same change, each by an update of its own [TK14]; the work is done by a job, in pieces. */
export const startBulkEdit = command(
  'ticket.bulk_edit',
  { input: BulkEdit, may: mayBulkEdit, about: 'Change many tickets; progress is told on the own stream.' },
  async (ctx, { conversationIds, changes, act, blockContacts = false }): Promise<BulkView> => {
    const { actor } = ctx
    if ((changes === undefined) === (act === undefined))
      throw new Refusal('invalid_input', { fields: [{ field: 'changes', message: 'is needed, or act: one of both' }] })
    if (blockContacts && act !== 'spam')
      throw new Refusal('invalid_input', { fields: [{ field: 'blockContacts', message: 'goes with act: spam' }] })
    if (act === 'deleted') allow(mayDelete(actor))
    if (blockContacts) allow(may(actor, 'contacts.block'))
    const what: BulkWhat =
      act === undefined ? { changes: changes ?? {} } : { act, ...(blockContacts && { blockContacts }) }
    allow(actor.kind === 'user')
    if (actor.kind !== 'user') throw new Refusal('not_allowed')
    const id = await insertBulk(ctx.tx, { userId: actor.userId, what, conversationIds, at: ctx.now })
    oweBulk(ctx, id)
    return viewOf(ctx.tx, await found(findBulk(ctx.tx, id)))
  },
)

/** Takes a bulk edit back, by whoever made it, for ten minutes [TK15]. */
export const undoBulkEdit = command(
  'ticket.bulk_undo',
  {
    input: BulkUndo,
    may: mayBulkEdit,
    about: 'Give tickets back what a bulk edit changed, where nothing newer happened.',
  },
  async (ctx, { id }): Promise<BulkView> => {
    const { actor } = ctx
    const bulk = await found(lockBulk(ctx.tx, id))
    if (actor.kind !== 'user' || bulk.userId !== actor.userId) throw new Refusal('bulk_edit_not_found')
    if (bulk.state === 'running') throw new Refusal('bulk_not_done')
    const until = undoUntil(bulk)
    if (bulk.state !== 'done' || until === null || until < ctx.now) throw new Refusal('bulk_undo_too_late')
    await updateBulk(ctx.tx, id, { state: 'undoing', finishedAt: bulk.finishedAt, at: ctx.now })
    oweBulk(ctx, id)
    return viewOf(ctx.tx, { ...bulk, state: 'undoing' })
  },
)

async function found<T>(finding: Promise<T | null>): Promise<T> {
  const bulk = await finding
  if (bulk === null) throw new Refusal('bulk_edit_not_found')
  return bulk
}
