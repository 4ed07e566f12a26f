import * as channels from './channels/index.ts'
import * as contacts from './contacts/index.ts'
import * as conversations from './conversations/index.ts'
import * as identity from './identity/index.ts'
import type { Command } from './platform/commands/command.ts'
import type { Sealing } from './platform/sealing.ts'
import * as tickets from './tickets/index.ts'

/** Everything that changes state. */
export const commands = (sealing: Sealing): Command[] =>
  [
    ...identity.commands,
    ...contacts.commands,
    ...conversations.commands,
    ...tickets.commands,
    ...channels.commands(sealing),
  ] as unknown as Command[]
