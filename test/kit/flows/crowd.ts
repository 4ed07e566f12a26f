import { setTimeout as pause } from 'node:timers/promises'
import pg from 'pg'
import { type Desk, openDesk } from './desk.ts'
import type { Dice } from './dice.ts'
import { newBrowser } from './page.ts'
import { type ServerProcess, until } from './server-process.ts'
import { makeVisitor, openWidget, type Widget } from './widget.ts'
import { whenDone } from '../database.ts'

export type Talk = { conversationId: number; widget: Widget }
export type Crowd = { server: ServerProcess; talks: Talk[]; desks: Desk[]; close(): void }

/**
 * So many customers in the middle of a conversation, and desks that have all of them open. They reach the server at
 * `origin`: itself, or a line in front of it.
 */
export async function gatherCrowd(
  server: ServerProcess,
  { customers, desks: deskCount = 1, origin = server.url }: { customers: number; desks?: number; origin?: string },
): Promise<Crowd> {
  const cookie = await server.administrator()
  const channelKey = await readChannelKey(server)
  const desks: Desk[] = []
  for (let n = 0; n < deskCount; n += 1) desks.push(await openDesk(newBrowser(origin, cookie)))
  const widgets: Widget[] = []
  const close = () => {
    for (const each of [...widgets, ...desks]) each.close()
  }
  whenDone(async () => close())
  const come = async (n: number) => {
    const browser = newBrowser(origin)
    await makeVisitor(browser, channelKey)
    const widget = await openWidget(browser, channelKey)
    widget.write(`Hello, this is customer ${n}`)
    widgets.push(widget)
  }
  await Promise.all(Array.from({ length: customers }, (_, n) => come(n)))
  await until(() => widgets.every((widget) => widget.state().conversations.length > 0))
  const talks = widgets.map((widget) => ({ widget, conversationId: widget.state().conversations[0]?.id ?? 0 }))
  for (const desk of desks) for (const { conversationId } of talks) desk.open(conversationId)
  await until(() => desks.every((desk) => talks.every(({ conversationId }) => desk.held(conversationId) !== null)))
  return { server, talks, desks, close }
}

const TURN_MS = 20
/** Nobody writes on and on into a line that is down; and a machine that is too slow for the load gets less of it. */
const MOST_UNSENT = 20

/** They write, the customers five times as much as the desks, until they are told to stop. */
export function startTalking({ talks, desks }: Crowd, dice: Dice, perSecond: number): () => Promise<void> {
  let isTalking = true
  let said = 0
  // Whatever ends the test, ends it.
  whenDone(async () => {
    isTalking = false
  })
  const talking = (async () => {
    while (isTalking) {
      for (let left = (perSecond * TURN_MS) / 1000; left > 0; left -= 1) {
        const { widget, conversationId } = dice.pick(talks)
        const desk = dice.pick(desks)
        said += 1
        if (dice.below(6) === 0) desk.unsent().length < MOST_UNSENT && desk.write(conversationId, `${said}`)
        else if (widget.state().outbox.length < MOST_UNSENT) widget.write(`${said}`)
      }
      await pause(TURN_MS)
    }
  })()
  return () => {
    isTalking = false
    return talking
  }
}

async function readChannelKey(server: ServerProcess): Promise<string> {
  const client = new pg.Client({ connectionString: await server.databaseUrl() })
  await client.connect()
  try {
    const { rows } = await client.query<{ key: string }>('select key from channels order by id limit 1')
    return rows[0]?.key ?? ''
  } finally {
    await client.end()
  }
}
