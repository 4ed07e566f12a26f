import { type Client, connect } from './client.ts'
import { seedPeople } from './seed.ts'
import { uuid7 } from './uuid.ts'

/** Conversations under load, each with its customer's socket; one desk that has joined them all. */
export type Stage = {
  desk: Client
  customers: { client: Client; conversationId: number }[]
  close(): void
}

/** Brings up real conversations: started by their customers, taken by the agent, opened in one desk. */
export async function setStage(port: number, databaseUrl: string, conversations: number): Promise<Stage> {
  const { agentToken, visitorTokens } = await seedPeople(databaseUrl, conversations)
  const desk = await connect(port, { as: 'user' }, agentToken)
  const customers = await Promise.all(
    visitorTokens.map(async (token) => {
      const client = await connect(port, { as: 'visitor', token })
      const started = await client.ask({ t: 'do', name: 'conversation.start', input: { messageId: uuid7(), content: { text: 'Hello, where is my order 4711?' }, details: { name: 'Ada', email: 'ada@example.com' } } })
      return { client, conversationId: started.conversationId as number }
    }),
  )
  for (const { conversationId } of customers) {
    await desk.ask({ t: 'do', name: 'ticket.take', input: { conversationId } })
    await desk.ask({ t: 'join', topic: `conversation:${conversationId}` })
  }
  return {
    desk,
    customers,
    close() {
      desk.close()
      for (const { client } of customers) client.close()
    },
  }
}

export type Result = { perSecond: number; p50: number; p99: number; sent: number; acknowledged: string[]; delivered: string[] }

/** Keeps `inFlight` messages under way until `total` are sent; done when all were acknowledged and delivered. */
export async function load(stage: Stage, { inFlight, total }: { inFlight: number; total: number }): Promise<Result> {
  const sentAt = new Map<string, number>()
  const latencies: number[] = []
  const acknowledged: string[] = []
  const delivered: string[] = []
  let next = 0
  let finish = () => {}
  const done = new Promise<void>((resolve) => {
    finish = resolve
  })
  stage.desk.onEvent = (_, e) => {
    if (e.type !== 'message.sent') return
    const { id } = e.data.message as { id: string }
    const at = sentAt.get(id)
    if (at === undefined) return
    latencies.push(performance.now() - at)
    delivered.push(id)
    if (delivered.length === total) finish()
  }
  const began = performance.now()
  const slot = async (): Promise<void> => {
    while (next < total) {
      const { client, conversationId } = stage.customers[next % stage.customers.length] as Stage['customers'][number]
      next += 1
      const id = uuid7()
      sentAt.set(id, performance.now())
      await client.ask({ t: 'do', name: 'message.send', input: { conversationId, messageId: id, content: { text: `Message ${next}: it should have come on Friday, thank you.` } } })
      acknowledged.push(id)
    }
  }
  await Promise.all(Array.from({ length: inFlight }, slot))
  await Promise.race([done, new Promise((resolve) => setTimeout(resolve, 5_000))])
  const seconds = (performance.now() - began) / 1000
  latencies.sort((a, b) => a - b)
  return { perSecond: total / seconds, p50: latencies[Math.floor(latencies.length / 2)] ?? 0, p99: latencies[Math.floor(latencies.length * 0.99)] ?? 0, sent: total, acknowledged, delivered }
}
