import { endSession } from './end-session.ts'
import { markConversation } from './mark-conversation.ts'
import { redactMessage } from './redact-message.ts'
import { saveDraft } from './save-draft.ts'
import { sendMessage } from './send-message.ts'

export { closeConversation } from './close-conversation.ts'
export { growQuiet } from './grow-quiet.ts'
export { endSessionOf } from './end-session.ts'
export { events } from './events.ts'
export { type Conversation, conversationView, isLive, streamOf } from './model.ts'
export { isOwn, mayEnd } from './policy.ts'
export {
  countConversations,
  findAnyConversation,
  findConversation,
  findLiveConversation,
  listConversationsOf,
  lockConversation,
  lockConversations,
  updateConversations,
} from './queries.ts'
export { brandConversation, setLocale } from './set-locale.ts'
export { setStyle } from './set-style.ts'
export { lockOnTime } from './lock-on-time.ts'
export { deleteDraft, listDrafts } from './queries-files.ts'
export {
  countUnreadBy,
  findConversationOfMessage,
  findMessageEvent,
  listLastPublicMessages,
  listMessages,
  listSaid,
  listUnread,
  newestMessageOfOthers,
  type Unread,
} from './queries-messages.ts'
export { purgeConversations, purgeNow } from './purge-conversations.ts'
export { reactions } from './reactions.ts'
export { requireReach } from './reach.ts'
export { redactedWords } from './redacted-words.ts'
export { nextQuietAct, type QuietAct, restsAt } from './silence.ts'
export { setSilenceTimer, setUnansweredTimer, SILENCE, UNANSWERED } from './silence-timer.ts'
export { startConversation } from './start-conversation.ts'
export { THREAD_PAGE, threadBefore, threadHead, threadSince } from './thread.ts'
export { decideMessage, type Draft, loadKnown, saveMessages, type Writing } from './write-message.ts'

export const commands = [sendMessage, markConversation, endSession, redactMessage, saveDraft]
