import { connect } from '../parts/client.ts'
import { query } from '../parts/database.ts'
import { loadAverage, type Server, startCauserie } from '../parts/processes.ts'
import { firingTriggers, idleMessagingTriggers, idleTriggers, promiseAndRemind, saveRules } from '../parts/rules.ts'
import { seedUser } from '../parts/seed.ts'
import { setStage, type Stage } from '../parts/stage.ts'
import { percentile, spread } from '../parts/statistics.ts'
import { load } from '../parts/throughput.ts'
import { uuid7 } from '../parts/uuid.ts'
import type { Finding, Lab, Run } from './figure.ts'

const CONVERSATIONS = 400
const WARM_UP = 100
const PAIRS = 5
const MESSAGES = 10_000

type Side = { server: Server; stage: Stage }

/** The same work on an installation with rules and promises in force, and on one without, in turn. */
export const rules: Run = {
  keys: ['rules_cost_ratio', 'throughput_with_rules_ratio'],
  async measure(lab, wanted) {
    const found: Record<string, Finding> = {}
    await withSide(lab, 'rules_none', false, (plain) =>
      withSide(lab, 'rules_many', true, async (ruled) => {
        if (wanted.includes('throughput_with_rules_ratio'))
          found['throughput_with_rules_ratio'] = await compareThroughput(lab, plain, ruled)
        if (wanted.includes('rules_cost_ratio')) found['rules_cost_ratio'] = await compareUpdates(lab, plain, ruled)
      }),
    )
    return found
  },
}

async function withSide<T>(lab: Lab, name: string, isRuled: boolean, work: (side: Side) => Promise<T>): Promise<T> {
  const { database, say } = lab
  const url = await database.create(name)
  const server = await startCauserie(url, database.folder)
  try {
    if (isRuled) {
      const desk = await connect(server.port, { as: 'user' }, { cookie: (await seedUser(url, 'administrator')).token })
      await promiseAndRemind(desk)
      await saveRules(desk, [...idleTriggers(495), ...firingTriggers(5), ...idleMessagingTriggers(50)])
      desk.close()
      const [count] = await query(url, 'select count(*)::int as n from rules where active')
      say(`${String(count?.['n'])} rules in force, a service level and reminders`)
    }
    const stage = await setStage(server.port, url, CONVERSATIONS)
    try {
      return await work({ server, stage })
    } finally {
      stage.close()
    }
  } finally {
    await server.stop()
    await database.drop(name)
  }
}

async function compareThroughput({ say }: Lab, plain: Side, ruled: Side): Promise<Finding> {
  const run = async ({ stage }: Side) => {
    const result = await load(stage, { inFlight: 64, total: MESSAGES })
    if (result.acknowledged.length !== MESSAGES) throw new Error('a message was not taken')
    return result.perSecond
  }
  for (const side of [plain, ruled]) await run(side)
  const pairs: [number, number][] = []
  for (let pair = 1; pair <= PAIRS; pair += 1) {
    const both: [number, number] = [await run(ruled), await run(plain)]
    pairs.push(both)
    say(
      `  pair ${pair}: with rules ${both[0].toFixed(0)}, without ${both[1].toFixed(0)} messages/s; load ${loadAverage()}`,
    )
  }
  const ratios = spread(pairs.map(([ours, bare]) => ours / bare))
  return {
    value: ratios.median,
    spread: ratios,
    ours: spread(pairs.map(([ours]) => ours)),
    bare: spread(pairs.map(([, bare]) => bare)),
  }
}

/** Each ticket is updated once, so that the five triggers have something to change. */
async function compareUpdates({ say }: Lab, plain: Side, ruled: Side): Promise<Finding> {
  const times: { plain: number[]; ruled: number[] } = { plain: [], ruled: [] }
  for (let index = 0; index < CONVERSATIONS; index += 1) {
    const isWarm = index >= WARM_UP
    const [without, within] = [await update(plain, index, 0), await update(ruled, index, 5)]
    if (isWarm) {
      times.plain.push(without)
      times.ruled.push(within)
    }
  }
  const [before, after] = [percentile(times.plain, 0.5), percentile(times.ruled, 0.5)]
  say(
    `Ticket updates: p50 ${after.toFixed(2)} ms with 500 triggers, ${before.toFixed(2)} without; load ${loadAverage()}`,
  )
  const details = { p50With: after, p50Without: before, updates: times.ruled.length, loadAverage: loadAverage() }
  return { value: after / before, details }
}

async function update({ stage }: Side, index: number, fired: number): Promise<number> {
  const conversationId = stage.customers[index]?.conversationId
  const message = { messageId: uuid7(), content: { text: 'It is on its way.' }, visibility: 'public' }
  const input = { conversationId, message, changes: { status: 'pending' } }
  const began = performance.now()
  const { ticket } = await stage.desk.ask({ t: 'do', name: 'ticket.submit', input })
  const milliseconds = performance.now() - began
  const { tags } = ticket as { tags: string[] }
  if (tags.filter((tag) => tag.startsWith('fired_')).length !== fired) throw new Error(`fired: ${tags.join()}`)
  return milliseconds
}
