import { lockConversations } from '../../conversations/index.ts'
import { loadWork } from '../../tickets/index.ts'
import { follow } from '../follow-tickets.ts'
import { endReview, listRoutable, readReview } from '../queries-router.ts'
import type { RouterParts } from './run-router.ts'

const PIECE = 200

/** After a change of settings or queues: all open work is looked at again, in short transactions [RO9]. */
export async function review({ db, engine, directory }: RouterParts, signal: AbortSignal): Promise<void> {
  const { version, reached } = await readReview(db)
  if (version === reached) return
  await directory.load()
  for (let last = 0; !signal.aborted; ) {
    const ids = await listRoutable(db, last, PIECE)
    if (ids.length > 0)
      await engine.transact(async (ctx) => {
        const found = await lockConversations(ctx.tx, ids)
        const there = [...found.values()].flatMap(({ id, hidden }) => (hidden ? [] : [id]))
        await loadWork(ctx, there)
        for (const id of there) follow(ctx, id, directory)
      })
    if (ids.length < PIECE) return void (await endReview(db, version))
    last = ids.at(-1) ?? 0
  }
}
