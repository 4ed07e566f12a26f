import type { ConversationStarted } from '../../server/channels/contract.ts'
import type { MessageSent } from '../../server/conversations/contract.ts'
import { uuid7 } from '../../server/platform/ids.ts'
import type { ConversationSnapshot, TicketChanges, TicketSubmitted, TicketView } from '../../server/tickets/contract.ts'
import { type Agent, type ChannelOptions, testApp, type TestApp, type Visitor } from './app.ts'

type Options = ChannelOptions & { app?: TestApp; visitor?: Visitor; role?: 'agent' | 'team_lead' | 'administrator' }

/** Somebody has written on a widget; nobody has answered. */
export async function waitingSession({ app: given, visitor: known, role = 'agent', ...options }: Options = {}) {
  const app = given ?? (await testApp())
  const visitor = known ?? (await app.visitor(await app.channel(options)))
  const agent = await app.agent(role)
  const { conversationId } = await start(app, visitor, 'Where is my order 4711?')
  return sessionOf(app, agent, visitor, conversationId)
}

/** The same, taken by an agent: the ticket is open. */
export async function servedSession(options: Options = {}) {
  const session = await waitingSession(options)
  await session.app.as(session.agent).run('ticket.take', { conversationId: session.conversationId })
  return session
}

export const start = (app: TestApp, visitor: Visitor, text: string, more: Record<string, unknown> = {}) =>
  app.as(visitor).run<ConversationStarted>('conversation.start', { messageId: uuid7(), content: { text }, ...more })

export type Session = ReturnType<typeof sessionOf>

/** What a test says about one conversation, in one word each. */
export function sessionOf(app: TestApp, agent: Agent, visitor: Visitor, conversationId: number) {
  const submit = (input: Record<string, unknown>) =>
    app.as(agent).run<TicketSubmitted>('ticket.submit', { conversationId, ...input })
  const write = (visibility: 'public' | 'note', text: string, changes?: TicketChanges) =>
    submit({
      message: { messageId: uuid7(), content: { text }, visibility },
      ...(changes === undefined ? {} : { changes }),
    })
  return {
    app,
    agent,
    visitor,
    conversationId,
    topic: `conversation:${conversationId}`,
    submit,
    /** The customer writes on. */
    say: (text: string, messageId = uuid7()) =>
      app.as(visitor).run<MessageSent>('message.send', { conversationId, messageId, content: { text } }),
    /** The customer writes whatever the state, as the widget does after a refusal. */
    start: (text: string) => start(app, visitor, text),
    reply: (text: string, changes?: TicketChanges) => write('public', text, changes),
    note: (text: string, changes?: TicketChanges) => write('note', text, changes),
    change: (changes: TicketChanges) => submit({ changes }),
    solve: () => submit({ changes: { status: 'solved' } }),
    end: (by: Agent | Visitor = agent) => app.as(by).run('session.end', { conversationId }),
    snapshot: () => app.as(agent).get<ConversationSnapshot>(`/api/v1/conversations/${conversationId}`),
    async ticket(): Promise<TicketView> {
      const { ticket } = await app.as(agent).get<ConversationSnapshot>(`/api/v1/conversations/${conversationId}`)
      if (ticket === null) throw new Error('there is no ticket')
      return ticket
    },
    /** Types of the conversation's events, oldest first. */
    async history(): Promise<string[]> {
      const { thread } = await app.as(agent).get<ConversationSnapshot>(`/api/v1/conversations/${conversationId}`)
      return thread.events.map((event) => event.type)
    },
  }
}
