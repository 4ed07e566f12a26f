import { readNamedContacts } from '../../contacts/index.ts'
import { command, type SingleCommand } from '../../platform/commands/command.ts'
import { checkView } from './check-view.ts'
import { askedBy } from './compile-view.ts'
import { MOST_COUNTED, TryView, type ViewTried } from './contract.ts'
import { boundedIn, countOfView, listOfView } from './list-queries.ts'
import { mayTryKeepViews } from './policy.ts'
import type { AskFields } from '../definitions/index.ts'

const EXAMPLES = 20

/** What a view, as it is being edited, shows to whoever asks; changes nothing. */
export const tryView = (fields: AskFields): SingleCommand<typeof TryView, ViewTried> =>
  command(
    'view.try',
    { input: TryView, may: mayTryKeepViews, about: 'Try a view on the tickets; changes nothing.' },
    async (ctx, { definition }) => {
      const userId = ctx.actor.kind === 'user' ? ctx.actor.userId : 0
      const known = await fields(ctx.tx)
      const checked = checkView(definition, known)
      const { now } = await readNamedContacts(ctx.tx, known, [checked.conditions])
      const asked = askedBy({ ...checked, conditions: now(checked.conditions) }, known, userId)
      return boundedIn(ctx.tx, async (tx) => {
        const count = await countOfView(tx, ctx.actor, asked, MOST_COUNTED)
        const rows = await listOfView(tx, ctx.actor, asked, { limit: EXAMPLES, offset: 0 })
        return {
          count,
          isCut: count === MOST_COUNTED,
          examples: rows.map(({ conversationId, ticketId, subject, status, activityAt }) => ({
            conversationId,
            ticketId: ticketId ?? 0,
            subject,
            status,
            activityAt: activityAt.toISOString(),
          })),
        }
      })
    },
  )
