import { type Client, connect, openLine } from './client.ts'
import { seedPeople } from './seed.ts'
import { uuid7 } from './uuid.ts'

/** A customer with his own socket and conversation. `say` resolves when the message is acknowledged. */
export type Customer = { client: Client; conversationId: number; say(id: string, text: string): Promise<unknown> }

/** Conversations under load, each with its customer's socket, and one desk that hears them all. */
export type Stage = { desk: Client; customers: Customer[]; close(): void }

const AT_ONCE = 20

/** Brings up real conversations: started by their customers, taken by the agent, opened in one desk. */
export const setStage = (port: number, databaseUrl: string, conversations: number): Promise<Stage> =>
  spreadStage([port], databaseUrl, conversations)

/** The same over several nodes: the desk on the first, the customers on each in turn. */
export async function spreadStage(
  ports: readonly number[],
  databaseUrl: string,
  conversations: number,
): Promise<Stage> {
  const { agentToken, visitorTokens } = await seedPeople(databaseUrl, conversations)
  const portOf = (turn: number): number => ports[turn % ports.length] ?? 0
  const desk = await connect(portOf(0), { as: 'user' }, { cookie: agentToken })
  const customers: Customer[] = []
  for (let from = 0; from < visitorTokens.length; from += AT_ONCE)
    customers.push(
      ...(await Promise.all(
        visitorTokens.slice(from, from + AT_ONCE).map((token, index) => startConversation(portOf(from + index), token)),
      )),
    )
  for (const { conversationId } of customers) {
    await desk.ask({ t: 'do', name: 'ticket.take', input: { conversationId } })
    await desk.ask({ t: 'join', topic: `conversation:${conversationId}` })
  }
  return { desk, customers, close: closing(desk, customers) }
}

async function startConversation(port: number, token: string): Promise<Customer> {
  const client = await connect(port, { as: 'visitor', token })
  const content = { text: 'Hello, where is my order 4711?' }
  const input = { messageId: uuid7(), content, details: { name: 'Ada', email: 'ada@example.com' } }
  const started = await client.ask({ t: 'do', name: 'conversation.start', input })
  const conversationId = Number(started.conversationId)
  return {
    client,
    conversationId,
    say: (messageId, text) =>
      client.ask({ t: 'do', name: 'message.send', input: { conversationId, messageId, content: { text } } }),
  }
}

/** The same sockets on the bare reference. */
export async function setBareStage(port: number, conversations: number): Promise<Stage> {
  const desk = await openLine(`ws://127.0.0.1:${port}/desk`)
  const customers = await Promise.all(
    Array.from({ length: conversations }, async (_, index): Promise<Customer> => {
      const client = await openLine(`ws://127.0.0.1:${port}/`)
      const c = index + 1
      return { client, conversationId: c, say: (id, text) => client.ask({ c, id, text }) }
    }),
  )
  return { desk, customers, close: closing(desk, customers) }
}

const closing = (desk: Client, customers: readonly Customer[]) => () => {
  desk.close()
  for (const { client } of customers) client.close()
}
