import type { Context } from '../platform/commands/context.ts'
import type { Post } from '../platform/mail/post.ts'
import type { RoutingDirectory } from '../routing/index.ts'
import type { HoursOf } from '../schedules/index.ts'
import type { SurveyDirectory } from '../surveys/index.ts'
import type { WebhookDirectory } from './webhooks/directory.ts'

/** What actions reach beside the ticket; every transaction finds it at hand. */
export type Tools = {
  post: Post
  surveys: Pick<SurveyDirectory, 'find'>
  webhooks: Pick<WebhookDirectory, 'isActive'>
  routing: RoutingDirectory
  /** Which opening hours count for a ticket. */
  hoursOf: HoursOf
}
const KEY = Symbol('rules.tools')
export const toolsEntry = (tools: Tools): [symbol, unknown] => [KEY, tools]
export function toolsOf(ctx: Context): Tools {
  const tools = ctx.scratch.get(KEY)
  if (tools === undefined) throw new Error('the tools of the rules are not at hand')
  return tools as Tools
}
