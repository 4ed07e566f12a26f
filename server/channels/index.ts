import type { Sealing } from '../platform/sealing.ts'
import { chooseStyles } from './choose-style.ts'
import { followUp } from './follow-up.ts'
import { giveStyle } from './give-style.ts'
import { saveChannel } from './save-channel.ts'
import { deleteStyle, saveStyle } from './save-style.ts'
import { addSigningKey, removeSigningKey } from './signing-keys.ts'
import { startConversation } from './start-conversation.ts'

export { defaultWidgetSettings } from './defaults.ts'
export { type ChannelDirectory, createChannelDirectory } from './directory.ts'
export { events } from './events.ts'
export {
  type Channel,
  findChannel,
  findStyle,
  findStyleChoice,
  insertChannel,
  listChannels,
  listStyles,
  lockStyleChoice,
} from './queries.ts'
export { reactions } from './reactions.ts'
export { type AwayLine, awayLine } from './away-line.ts'
export { channelReads, type ReadParts } from './reads.ts'
export { mayManageChannels } from './policy.ts'
export { chooseStyles } from './choose-style.ts'
export { saveChannel } from './save-channel.ts'
export { deleteStyle, saveStyle } from './save-style.ts'
export { signingSecret } from './signing-keys.ts'
export { spokenIn, styleCopy } from './style-copy.ts'
export { resumePage } from './unread/resume-page.ts'
export { unreadReactions, unreadTimers } from './unread/unread-mail.ts'
export { welcomeVisitors } from './visitor-welcome.ts'

export const commands = (sealing: Sealing) => [
  startConversation,
  followUp,
  saveChannel,
  saveStyle,
  deleteStyle,
  giveStyle,
  chooseStyles,
  addSigningKey(sealing),
  removeSigningKey,
]
