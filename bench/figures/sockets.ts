import { readFileSync } from 'node:fs'
import { setTimeout as pause } from 'node:timers/promises'
import { type Client, connect } from '../parts/client.ts'
import { query } from '../parts/database.ts'
import { loadAverage, type Server, startCauserie } from '../parts/processes.ts'
import { seedVisitors } from '../parts/seed.ts'
import { seedInbox } from '../parts/seed-inbox.ts'
import { type Run, unknown } from './figure.ts'

const WIDGETS = 10_000
/** Both we and the server hold as many sockets, and a little more. */
const FILES = WIDGETS + 500
const AT_ONCE = 200
/** How a widget comes back, see web/kit/connection.ts. */
const FIRST_PAUSE_MS = 1_000
const LONGEST_PAUSE_MS = 30_000
const PATIENCE_MS = 10_000
const KEYS = ['bytes_per_idle_socket', 'reconnect_storm_s']

/** A browser with a conversation of its own, and how far it has read it. */
type Widget = { token: string; conversationId: number; position: number }

/** What ten thousand open widgets cost, and how soon they are back when all are cut at once. */
export const sockets: Run = {
  keys: KEYS,
  async measure({ database, say }) {
    const limit = mostOpenFiles()
    if (limit < FILES)
      return unknown(KEYS, `${FILES} open files needed, ${limit} allowed: raise it with ulimit -n ${FILES}`)
    const url = await database.create('sockets')
    const server = await startCauserie(url, database.folder)
    try {
      const widgets = await seedWidgets(url)
      await closeAll(await open(server.port, widgets.slice(0, AT_ONCE)))
      const before = await settled(server)
      const clients = await open(server.port, widgets)
      const after = await settled(server)
      const bytes = Math.round((after - before) / WIDGETS)
      say(`${WIDGETS} idle widgets: ${bytes} bytes each`)
      const storm = await reconnectAll(server.port, clients, widgets)
      say(`Reconnect storm: ${storm.seconds.toFixed(1)} s, load ${loadAverage()}`)
      await closeAll(storm.clients)
      return {
        bytes_per_idle_socket: { value: bytes, details: { residentBefore: before, residentAfter: after } },
        reconnect_storm_s:
          storm.resumed === WIDGETS
            ? { value: storm.seconds, details: { triesFailed: storm.failures } }
            : { value: null, reason: `only ${storm.resumed} of ${WIDGETS} were resumed` },
      }
    } finally {
      await server.stop()
      await database.drop('sockets')
    }
  },
}

async function seedWidgets(url: string): Promise<Widget[]> {
  await seedInbox(url, WIDGETS)
  const rows = await query(
    url,
    'select c.id, c.contact_id, s.public_position from conversations c join streams s on s.stream = $1 || c.id',
    ['conversation:'],
  )
  const tokens = await seedVisitors(
    url,
    rows.map((row) => Number(row.contact_id)),
  )
  return rows.map((row, index) => ({
    token: tokens[index] ?? '',
    conversationId: Number(row.id),
    position: Number(row.public_position),
  }))
}

const hello = ({ token, conversationId, position }: Widget) => ({
  as: 'visitor',
  token,
  heads: { [conversationId]: position },
})

async function open(port: number, widgets: readonly Widget[]): Promise<Client[]> {
  const clients: Client[] = []
  for (let from = 0; from < widgets.length; from += AT_ONCE)
    clients.push(
      ...(await Promise.all(widgets.slice(from, from + AT_ONCE).map((widget) => connect(port, hello(widget))))),
    )
  return clients
}

async function closeAll(clients: readonly Client[]): Promise<void> {
  for (const client of clients) client.close()
  await pause(500)
}

/** Bytes the server holds once it has come to rest. */
async function settled(server: Server): Promise<number> {
  let last = Number.POSITIVE_INFINITY
  for (let round = 0; round < 10; round += 1) {
    await pause(1_000)
    const { rss } = await server.memory()
    if (Math.abs(rss - last) < 1_000_000) return rss
    last = rss
  }
  return last
}

/** All lines are cut in one moment; each comes back as a widget does. Resumed is who is told that nothing is missing. */
async function reconnectAll(port: number, clients: readonly Client[], widgets: readonly Widget[]) {
  const failures = new Map<string, number>()
  for (const client of clients) client.close()
  const began = performance.now()
  const back = await Promise.all(widgets.map(again))
  const seconds = (performance.now() - began) / 1_000
  const resumed = back.filter(({ welcome }, index) => isResumed(welcome, widgets[index]?.conversationId ?? 0)).length
  return { clients: back, seconds, resumed, failures: Object.fromEntries(failures) }

  async function again(widget: Widget): Promise<Client> {
    for (let tries = 0; ; tries += 1)
      try {
        await pause(Math.random() * Math.min(LONGEST_PAUSE_MS, FIRST_PAUSE_MS * 2 ** tries))
        return await connect(port, hello(widget), { patienceMs: PATIENCE_MS })
      } catch (error) {
        const reason = error instanceof Error ? error.message : 'unknown'
        failures.set(reason, (failures.get(reason) ?? 0) + 1)
      }
  }
}

function isResumed({ missed }: Record<string, unknown>, conversationId: number): boolean {
  if (typeof missed !== 'object' || missed === null) return false
  const events: unknown = Reflect.get(missed, conversationId)
  return Array.isArray(events) && events.length === 0
}

/** Node raises its own limit to the most it may have. */
function mostOpenFiles(): number {
  const line = /^Max open files\s+(\S+)\s+(\S+)/m.exec(readFileSync('/proc/self/limits', 'utf8'))
  return line?.[2] === 'unlimited' ? Number.POSITIVE_INFINITY : Number(line?.[2])
}
