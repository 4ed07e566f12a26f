import { type Context, record } from '../platform/commands/context.ts'
import type { Actor } from '../platform/pure/actor.ts'
import { agentStream, rightsChanged } from './events.ts'

/** Connections of these people take their rights anew, at once [ID4]. */
export function tellRightsChanged(ctx: Context, by: Actor, userIds: readonly number[]): void {
  for (const userId of new Set(userIds))
    record(ctx, rightsChanged, { stream: agentStream(userId), by, data: { userId } })
}

/** Who is in one list only: those who came and those who left. */
export const moved = (after: readonly number[], before: readonly number[]): number[] => [
  ...after.filter((id) => !before.includes(id)),
  ...before.filter((id) => !after.includes(id)),
]
