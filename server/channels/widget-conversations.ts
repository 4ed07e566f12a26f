import {
  type Conversation,
  conversationView,
  isLive,
  listConversationsOf,
  listLastPublicMessages,
} from '../conversations/index.ts'
import type { Tx } from '../platform/db.ts'
import { listAssignees } from '../tickets/index.ts'
import type { WidgetConversation } from './contract.ts'

type Parts = { nameAgent(userId: number): { name: string; alias: string | null; photo: string | null } }

const MOST_LISTED = 30

/** The conversations of each of these contacts as their widget lists them, newest first; read in one go for all. */
export async function listWidgetConversations(
  parts: Parts,
  db: Tx,
  contactIds: readonly number[],
): Promise<Map<number, WidgetConversation[]>> {
  const conversations = await listConversationsOf(db, contactIds, MOST_LISTED)
  if (conversations.length === 0) return new Map()
  const ids = conversations.map((conversation) => conversation.id)
  const [lasts, assignees] = await Promise.all([listLastPublicMessages(db, ids), listAssignees(db, ids)])
  const lastOf = new Map(lasts.map((last) => [last.conversation_id, last]))
  const views = conversations.map((conversation) => {
    const last = lastOf.get(conversation.id)
    const agentId = assignees.get(conversation.id) ?? (last?.author_kind === 'agent' ? last.author_id : null)
    const view: WidgetConversation = {
      id: conversation.id,
      preview: last?.text || last?.file || '',
      previewBy: writerOf(last?.author_kind),
      agent: agentId === null ? null : agentOf(parts, agentId),
      at: (last?.at ?? conversation.startedAt).toISOString(),
      unread: conversation.contactUnread,
      ...asTold(conversation),
      position: conversation.publicHead,
    }
    return { contactId: conversation.contactId, view }
  })
  const byContact = Map.groupBy(views, ({ contactId }) => contactId)
  return new Map([...byContact].map(([contactId, all]) => [contactId, all.map(({ view }) => view)]))
}

function writerOf(author: string | undefined): WidgetConversation['previewBy'] {
  if (author === 'contact') return 'me'
  return author === 'agent' || author === 'bot' ? author : 'system'
}

/** An end the customer was not told of does not show: his next message simply starts anew [S1.31, S1.32]. */
function asTold(conversation: Conversation): Pick<WidgetConversation, 'live' | 'ended' | 'view'> {
  const { state, session, contactRead, peopleRead } = conversationView(conversation)
  const silent =
    conversation.closed === null &&
    conversation.session.state === 'ended' &&
    conversation.session.reason !== 'end_user' &&
    !conversation.endings.tell
  return {
    live: isLive(conversation) || silent,
    ended: !isLive(conversation) && !silent,
    view: {
      state,
      // Whether he seems to be away is the desk's to know.
      session: silent || session.state === 'inactive' ? { state: 'active', endReason: null, endedAt: null } : session,
      contactRead,
      peopleRead,
    },
  }
}

function agentOf(parts: Parts, id: number): { id: number; name: string; photo: string | null } {
  const { name, alias, photo } = parts.nameAgent(id)
  return { id, name: alias ?? name, photo }
}
