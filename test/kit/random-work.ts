import fc from 'fast-check'
import type { ConversationStarted } from '../../server/channels/contract.ts'
import { uuid7 } from '../../server/platform/ids.ts'
import { Refusal } from '../../server/platform/pure/refusal.ts'
import type { Agent, TestApp, Visitor } from './app.ts'

/** What people do in a conversation, as data: `at` chooses which of those there are. */
export type Step = {
  what: (typeof KINDS)[number]
  at: number
  who: number
  status: (typeof STATUSES)[number]
  text: string
}

const KINDS = [
  'say',
  'say',
  'say',
  'start',
  'reply',
  'reply',
  'note',
  'mention',
  'status',
  'status',
  'solve',
  'assign',
  'unassign',
  'group',
  'tags',
  'subject',
  'readByContact',
  'readByPeople',
  'delivered',
  'end',
  'leave',
  'take',
  'undo',
  'redact',
  'snooze',
  'typing',
  'typingNote',
  'rename',
  'block',
] as const
const STATUSES = ['open', 'pending', 'hold', 'solved'] as const

export const step = (): fc.Arbitrary<Step> =>
  fc.record({
    what: fc.constantFrom(...KINDS),
    at: fc.nat(1_000),
    who: fc.nat(1_000),
    status: fc.constantFrom(...STATUSES),
    text: fc.constantFrom('Hello', 'Où est ma commande ?', '<b>now</b>', 'x'.repeat(200), '👍'),
  })

export type Crowd = {
  app: TestApp
  agents: Agent[]
  visitors: Visitor[]
  groups: (number | null)[]
  conversations: { id: number; visitor: Visitor }[]
  /** Words only people of the desk may see, and ids of what holds them. */
  internal: string[]
  messages: { conversationId: number; messageId: string; visibility: 'public' | 'note' }[]
}

const pick = <T>(list: readonly T[], n: number): T | undefined => list[n % list.length]

/** Does one step; what is refused is refused, as in life. Anything else that is thrown is a fault. */
export async function take(crowd: Crowd, step: Step): Promise<void> {
  try {
    await act(crowd, step)
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
  }
}

async function act(crowd: Crowd, { what, at, who, status, text }: Step): Promise<void> {
  const { app } = crowd
  const agent = pick(crowd.agents, who)
  const visitor = pick(crowd.visitors, who)
  if (agent === undefined || visitor === undefined) return
  if (what === 'start') {
    const { conversationId } = await app
      .as(visitor)
      .run<ConversationStarted>('conversation.start', { messageId: uuid7(), content: { text } })
    if (!crowd.conversations.some(({ id }) => id === conversationId))
      crowd.conversations.push({ id: conversationId, visitor })
    return
  }
  const conversation = pick(crowd.conversations, at)
  if (conversation === undefined) return
  const { id: conversationId, visitor: contact } = conversation
  const submit = (input: Record<string, unknown>) => app.as(agent).run('ticket.submit', { conversationId, ...input })
  const write = async (visibility: 'public' | 'note', words: string, mentions: number[] = []) => {
    const messageId = uuid7()
    if (visibility === 'note') crowd.internal.push(messageId, words)
    await submit({ message: { messageId, content: { text: words }, visibility, mentions } })
    crowd.messages.push({ conversationId, messageId, visibility })
  }
  switch (what) {
    case 'say': {
      const messageId = uuid7()
      await app.as(contact).run('message.send', { conversationId, messageId, content: { text } })
      return void crowd.messages.push({ conversationId, messageId, visibility: 'public' })
    }
    case 'reply':
      return write('public', text)
    case 'note':
      return write('note', `secret-${uuid7()}`)
    case 'mention':
      return write('note', `secret-${uuid7()}`, [pick(crowd.agents, at)?.userId ?? agent.userId])
    case 'status':
      return void (await submit({ changes: { status } }))
    case 'solve':
      return void (await submit({ changes: { status: 'solved' } }))
    case 'assign':
      return void (await submit({ changes: { assigneeId: pick(crowd.agents, at)?.userId } }))
    case 'unassign':
      return void (await submit({ changes: { assigneeId: null } }))
    case 'group':
      return void (await submit({ changes: { groupId: pick(crowd.groups, at) } }))
    case 'tags': {
      const tag = `tag-${uuid7()}`
      crowd.internal.push(tag)
      return void (await submit({ changes: { tags: [tag], priority: 'high' } }))
    }
    case 'subject': {
      const subject = `subject-${uuid7()}`
      crowd.internal.push(subject)
      return void (await submit({ changes: { subject } }))
    }
    case 'readByContact':
      return void (await app.as(contact).run('conversation.mark', { conversationId, read: at % 12 }))
    case 'delivered':
      return void (await app.as(contact).run('conversation.mark', { conversationId, delivered: at % 12 }))
    case 'readByPeople':
      return void (await app.as(agent).run('conversation.mark', { conversationId, read: at % 12 }))
    case 'end':
      return void (await app.as(agent).run('session.end', { conversationId }))
    case 'leave':
      return void (await app.as(contact).run('session.end', { conversationId }))
    case 'take':
      return void (await app.as(agent).run('ticket.take', { conversationId, anyway: true }))
    case 'undo':
      return void (await app.as(agent).run('ticket.undo_solve', { conversationId }))
    case 'redact': {
      const message = pick(crowd.messages, at)
      if (message !== undefined)
        await app
          .as(agent)
          .run('message.redact', { conversationId: message.conversationId, messageId: message.messageId })
      return
    }
    case 'snooze':
      return void (await submit({ changes: { snoozedUntil: '2099-01-01T00:00:00Z' } }))
    case 'rename': {
      const notes = `about-${uuid7()}`
      crowd.internal.push(notes)
      return void (await app.as(agent).run('contact.update', { contactId: contact.contactId, notes }))
    }
    case 'block': {
      await app.as(agent).run('contact.block', { contactId: contact.contactId })
      return void (await app.as(agent).run('contact.unblock', { contactId: contact.contactId }))
    }
    case 'typing':
    case 'typingNote':
      return
  }
}
