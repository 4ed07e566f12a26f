import * as channels from './channels/index.ts'
import * as contacts from './contacts/index.ts'
import * as conversations from './conversations/index.ts'
import * as identity from './identity/index.ts'
import type { Command } from './platform/commands/command.ts'
import type { Post } from './platform/mail/post.ts'
import type { Sealing } from './platform/sealing.ts'
import * as routing from './routing/index.ts'
import * as rules from './rules/index.ts'
import * as schedules from './schedules/index.ts'
import * as surveys from './surveys/index.ts'
import * as tickets from './tickets/index.ts'
import * as transfer from './transfer/index.ts'

type Parts = Omit<rules.RuleParts, 'sealing'> & {
  sealing: Sealing
  post: Post
  routes: routing.RoutingDirectory
}

/** Everything that changes state. */
export const commands = ({ sealing, post, routes, ...ruleParts }: Parts): Command[] =>
  [
    ...identity.commands(post),
    ...schedules.commands,
    ...contacts.commands,
    ...conversations.commands,
    ...tickets.commands(post, ruleParts.fields),
    ...channels.commands(sealing),
    ...surveys.commands,
    ...routing.commands(routes, ruleParts.fields),
    ...rules.commands({ ...ruleParts, sealing }),
    ...transfer.commands(sealing),
  ] as unknown as Command[]
