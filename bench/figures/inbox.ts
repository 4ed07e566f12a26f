import { Agent } from 'node:http'
import type { Lab, Run } from './figure.ts'
import { cpuEach } from '../parts/cpu.ts'
import { fetchJson } from '../parts/fetch-json.ts'
import { loadAverage, type Server, startCauserie } from '../parts/processes.ts'
import { type SeededInbox, seedInbox } from '../parts/seed-inbox.ts'
import { percentile, spread } from '../parts/statistics.ts'
import { updateTickets } from './ticket-update.ts'

const VIEWS = ['unassigned', 'mine', 'open', 'pending', 'hold', 'solved', 'bot', 'all', 'closed']
const PAGES = 4
const ROUNDS = 15
const FULL_PAGE = 50

/** A page that was asked for: what it was, how many rows it had, how long it took. */
type Asked = { what: string; rows: number; milliseconds: number }
type Installation = { server: Server; people: SeededInbox; url: string }

/** Pages of the inbox of a grown installation, compared with a young one; and what one update costs there. */
export const inbox: Run = {
  keys: ['inbox_page_p95_ms', 'inbox_growth_ratio', 'ticket_update_p50_ms'],
  measure: (lab, wanted) =>
    withInstallation(lab, 'inbox_grown', 100_000, (grown) =>
      withInstallation(lab, 'inbox_young', 1_000, async (young) => ({
        ...(wanted.some((key) => key.startsWith('inbox_')) && (await comparePages(lab, grown, young))),
        ...(wanted.includes('ticket_update_p50_ms') && { ticket_update_p50_ms: await updateTickets(lab, grown) }),
      })),
    ),
}

async function withInstallation<T>(
  { database, say }: Lab,
  name: string,
  tickets: number,
  work: (made: Installation) => Promise<T>,
): Promise<T> {
  const url = await database.create(name)
  const server = await startCauserie(url, database.folder)
  try {
    const people = await seedInbox(url, tickets)
    say(`Seeded ${tickets} tickets`)
    return await work({ server, people, url })
  } finally {
    await server.stop()
    await database.drop(name)
  }
}

async function comparePages({ say, database }: Lab, grown: Installation, young: Installation) {
  const asked: { grown: Asked[]; young: Asked[] } = { grown: [], young: [] }
  // Of both: they run in one database.
  const cpu = cpuEach({ grown: grown.server.pid, young: young.server.pid, database: database.pid() })
  for (let round = -1; round < ROUNDS; round += 1) {
    const both = { grown: await askAll(grown), young: await askAll(young) }
    // The first round only warms both up.
    if (round < 0) continue
    asked.grown.push(...both.grown)
    asked.young.push(...both.young)
  }
  const p95 = percentile(
    asked.grown.map(({ milliseconds }) => milliseconds),
    0.95,
  )
  const [ours, before] = [medianOfFull(asked.grown, asked.young), medianOfFull(asked.young, asked.grown)]
  say(
    `Inbox pages: p95 ${p95.toFixed(1)} ms; p50 ${ours.toFixed(2)} against ${before.toFixed(2)} ms; load ${loadAverage()}`,
  )
  const details = {
    requests: asked.grown.length,
    slowest: slowest(asked.grown),
    cpuMilliseconds: cpu((asked.grown.length / ROUNDS) * (ROUNDS + 1)),
    loadAverage: loadAverage(),
  }
  return {
    inbox_page_p95_ms: { value: p95, details },
    inbox_growth_ratio: { value: ours / before, details: { p50At100000: ours, p50At1000: before } },
  }
}

/** Over pages that are full in both: a shorter page would be cheaper for another reason than growth. */
function medianOfFull(pages: readonly Asked[], others: readonly Asked[]): number {
  const full = (all: readonly Asked[]) => new Set(all.filter(({ rows }) => rows === FULL_PAGE).map(({ what }) => what))
  const inBoth = full(others)
  return spread(
    pages.filter(({ what, rows }) => rows === FULL_PAGE && inBoth.has(what)).map(({ milliseconds }) => milliseconds),
  ).median
}

function slowest(pages: readonly Asked[]): Record<string, number> {
  const byWhat = Map.groupBy(pages, ({ what }) => what)
  const medians = [...byWhat].map(([what, all]): [string, number] => [
    what,
    spread(all.map(({ milliseconds }) => milliseconds)).median,
  ])
  return Object.fromEntries(medians.sort((a, b) => b[1] - a[1]).slice(0, 5))
}

async function askAll({ server, people }: Installation): Promise<Asked[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const asked: Asked[] = []
  for (const [who, { token }] of Object.entries(people))
    for (const view of VIEWS) asked.push(...(await turnPages(who, view, token)))
  agent.destroy()
  return asked

  async function turnPages(who: string, view: string, token: string): Promise<Asked[]> {
    const pages: Asked[] = []
    let next: string | null = ''
    for (let page = 1; next !== null && page <= PAGES; page += 1) {
      const began = performance.now()
      const cursor: string = next === '' ? '' : `&cursor=${encodeURIComponent(next)}`
      const body = await fetchJson(agent, server.port, `/api/v1/inbox?view=${view}${cursor}`, token)
      const milliseconds = performance.now() - began
      const found: { rows: unknown[]; next: string | null } = JSON.parse(body)
      pages.push({ what: `${who} ${view} ${page}`, rows: found.rows.length, milliseconds })
      next = found.next
    }
    return pages
  }
}
