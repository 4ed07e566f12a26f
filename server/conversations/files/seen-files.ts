import type { Reach } from '../../platform/commands/context.ts'
import type { Tx } from '../../platform/db.ts'
import { type Actor, storedActor } from '../../platform/pure/actor.ts'
import { type KeptFile, listKeptFiles } from './queries.ts'

/** Those of these files that the actor may see now [FI1]; the rest is as if it were not there. */
export async function seenFiles(tx: Tx, reach: Reach, actor: Actor, ids: readonly string[]): Promise<KeptFile[]> {
  if (actor.kind !== 'visitor' && actor.kind !== 'user') return []
  const files = await listKeptFiles(tx, ids)
  const conversations = [...new Set(files.flatMap((file) => file.conversationId ?? []))]
  const reached =
    actor.kind === 'user' && conversations.length > 0 ? await reach(tx, actor, conversations) : new Set<number>()
  return files.filter((file) => maySee(actor, file, reached))
}

function maySee(actor: Actor, file: KeptFile, reached: ReadonlySet<number>): boolean {
  if (file.conversationId === null) {
    const { kind, id } = storedActor(actor)
    return file.uploaderKind === kind && file.uploaderId === id
  }
  if (actor.kind === 'visitor') return file.contactId === actor.contactId && file.visibility === 'public'
  return reached.has(file.conversationId)
}
