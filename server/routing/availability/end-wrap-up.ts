import { command } from '../../platform/commands/command.ts'
import { record } from '../../platform/commands/context.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { EndWrapUp } from '../contract.ts'
import { wrapUpEnded } from '../events.ts'
import { mayBeOffered } from '../policy.ts'
import { clearWrapUp, lockState } from './queries.ts'

/** What was ended is written up: he can be given work at once [AV5]. */
export const endWrapUp = command(
  'wrap_up.end',
  { input: EndWrapUp, may: mayBeOffered, about: 'Say that you have written up what you ended.' },
  async (ctx) => {
    const { actor } = ctx
    if (actor.kind !== 'user') throw new Refusal('not_allowed')
    await lockState(ctx.tx, actor.userId, ctx.now)
    if (await clearWrapUp(ctx.tx, actor.userId))
      record(ctx, wrapUpEnded, { stream: `agent:${actor.userId}`, by: actor, data: { userId: actor.userId } })
    return null
  },
)
