import { Agent } from 'node:http'
import { fetchJson } from '../parts/fetch-json.ts'
import { loadAverage, type Server, startCauserie } from '../parts/processes.ts'
import type { SeededInbox } from '../parts/seed-inbox.ts'
import { seedSearch, wordPairs } from '../parts/seed-search.ts'
import { percentile } from '../parts/statistics.ts'
import type { Lab, Run } from './figure.ts'

const PAIRS = 120
const ROUNDS = 3

type Installation = { server: Server; people: SeededInbox; pairs: string[] }
type Asked = { q: string; rows: number; milliseconds: number }

/** Two words looked for as the desk does (messages, tickets and contacts at once), in a grown and in a young installation. */
export const search: Run = {
  keys: ['search_p95_ms_1m', 'search_growth_ratio'],
  measure: (lab) =>
    withMessages(lab, 'search_grown', 1_000_000, (grown) =>
      withMessages(lab, 'search_young', 10_000, (young) => compare(lab, grown, young)),
    ),
}

async function withMessages<T>(
  { database, say }: Lab,
  name: string,
  messages: number,
  work: (made: Installation) => Promise<T>,
): Promise<T> {
  const url = await database.create(name)
  try {
    // Makes the tables; while they are filled, nothing else works on them.
    await (await startCauserie(url, database.folder)).stop()
    const people = await seedSearch(url, messages)
    say(`Seeded ${messages} messages to search`)
    const server = await startCauserie(url, database.folder)
    try {
      return await work({ server, people, pairs: await wordPairs(url, PAIRS) })
    } finally {
      await server.stop()
    }
  } finally {
    await database.drop(name)
  }
}

async function compare({ say }: Lab, grown: Installation, young: Installation) {
  const asked: { grown: Asked[]; young: Asked[] } = { grown: [], young: [] }
  for (let round = -1; round < ROUNDS; round += 1) {
    const both = { grown: await askAll(grown), young: await askAll(young) }
    // The first round only warms both up.
    if (round < 0) continue
    asked.grown.push(...both.grown)
    asked.young.push(...both.young)
  }
  const [p95, before] = [percentileOf(asked.grown, 0.95), percentileOf(asked.young, 0.95)]
  const [p50, p50Before] = [percentileOf(asked.grown, 0.5), percentileOf(asked.young, 0.5)]
  say(
    `Search: p95 ${p95.toFixed(1)} ms, p50 ${p50.toFixed(1)} ms; in 10,000 messages ${before.toFixed(1)} and ${p50Before.toFixed(1)} ms; load ${loadAverage()}`,
  )
  const found = asked.grown.filter(({ rows }) => rows > 0).length / asked.grown.length
  const details = {
    requests: asked.grown.length,
    p50,
    found,
    slowest: slowest(asked.grown),
    loadAverage: loadAverage(),
  }
  return {
    search_p95_ms_1m: { value: p95, details },
    search_growth_ratio: { value: p95 / before, details: { p95At1000000: p95, p95At10000: before } },
  }
}

const percentileOf = (asked: readonly Asked[], part: number): number =>
  percentile(
    asked.map(({ milliseconds }) => milliseconds),
    part,
  )

const slowest = (asked: readonly Asked[]): Record<string, number> =>
  Object.fromEntries(
    [...asked]
      .sort((a, b) => b.milliseconds - a.milliseconds)
      .slice(0, 5)
      .map(({ q, milliseconds }) => [q, milliseconds]),
  )

async function askAll({ server, people, pairs }: Installation): Promise<Asked[]> {
  const agent = new Agent({ keepAlive: true, maxSockets: 1 })
  const asked: Asked[] = []
  for (const { token } of Object.values(people))
    for (const q of pairs) {
      const began = performance.now()
      const body = await fetchJson(agent, server.port, `/api/v1/search?q=${encodeURIComponent(q)}`, token)
      const milliseconds = performance.now() - began
      const answer: { messages?: { rows: unknown[] } } = JSON.parse(body)
      asked.push({ q, rows: answer.messages?.rows.length ?? 0, milliseconds })
    }
  agent.destroy()
  return asked
}
