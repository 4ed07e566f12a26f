import type { EventView } from '../../../server/platform/protocol.ts'
import type { ConversationSnapshot, TicketView } from '../../../server/tickets/contract.ts'
import { apply } from './apply.ts'

// Made conversations, for tests.

export const at = '2026-01-05T10:00:00.000Z'
export const ticket: TicketView = {
  id: 7,
  conversationId: 1,
  subject: 'Order',
  status: 'new',
  statusId: null,
  type: null,
  priority: null,
  groupId: null,
  assigneeId: null,
  brandId: 1,
  tags: [],
  dueAt: null,
  followers: [],
  organizationId: null,
  formId: null,
  scheduleId: null,
  mergedInto: null,
  follows: null,
  problemId: null,
  fields: {},
  satisfaction: 'unoffered',
  satisfactionScore: null,
  snoozedUntil: null,
  solvedAt: null,
  closesAt: null,
  undoUntil: null,
  createdAt: at,
  updatedAt: at,
  version: 1,
}
export const start: ConversationSnapshot = {
  position: 0,
  conversation: {
    id: 1,
    contactId: 2,
    brandId: 1,
    channelId: 1,
    locale: 'en',
    state: 'open',
    control: 'people',
    style: { id: 1, kind: 'live_chat', name: 'Live chat', closeAfterSeconds: 0, undoSeconds: 10 },
    session: { state: 'active', endReason: null, endedAt: null },
    startedAt: at,
    closedAt: null,
    contactDelivered: 0,
    contactRead: 0,
    peopleRead: 0,
  },
  ticket: null,
  sla: null,
  contact: {
    id: 2,
    name: 'Ada',
    photo: null,
    organization: null,
    signedIn: false,
    identities: [],
    locale: 'en',
    timeZone: null,
    blocked: false,
    online: true,
    page: null,
    device: null,
    notes: '',
    createdAt: at,
    lastSeenAt: null,
    merged: [],
  },
  channel: { id: 1, kind: 'widget', name: 'Shop' },
  mailIsOn: false,
  thread: { events: [], position: 0, hasEarlier: false },
  draft: { public: null, note: null },
  may: { reply: true, email: true, note: true, assign: true, solve: true, endSession: true, redact: true, block: true },
  viewers: [],
}

export const said = (p: number): EventView => ({
  p,
  pp: p,
  at,
  by: { kind: 'contact' },
  type: 'message.sent',
  data: { message: { id: `m${p}`, visibility: 'public', text: `${p}` } },
})

export const createConversation = (history: readonly EventView[]): ConversationSnapshot => history.reduce(apply, start)
