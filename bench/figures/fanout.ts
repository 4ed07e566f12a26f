import { type Client, connect } from '../parts/client.ts'
import { disagreement } from '../parts/agree.ts'
import { loadAverage, startCauserie } from '../parts/processes.ts'
import { seedUser } from '../parts/seed.ts'
import { setStage, type Stage } from '../parts/stage.ts'
import { spread } from '../parts/statistics.ts'
import { load } from '../parts/throughput.ts'
import type { Run } from './figure.ts'

const CONVERSATIONS = 500
/** Those nobody has taken: the view `unassigned` lives too. */
const UNASSIGNED = 100
const DESKS = 200
const PEOPLE = 10
const PAIRS = 5
const RUN = { inFlight: 64, total: 15_000 }
const VIEWS = ['all', 'unassigned']

/** Throughput while 200 desks hold the inbox open, against one. */
export const fanout: Run = {
  keys: ['fanout_ratio'],
  async measure({ database, say }) {
    const url = await database.create('fanout')
    const server = await startCauserie(url, database.folder)
    const stage = await setStage(server.port, url, CONVERSATIONS)
    try {
      await release(stage)
      const people = await Promise.all(Array.from({ length: PEOPLE }, () => seedUser(url, 'administrator')))
      const tokens = Array.from({ length: DESKS }, (_, index) => people[index % PEOPLE]?.token ?? '')
      const wrong: string[] = []
      const under = async (desks: number): Promise<number> => {
        const watching = await watchInbox(server.port, tokens.slice(0, desks))
        await load(stage, { ...RUN, total: 2_000 })
        const result = await load(stage, RUN)
        wrong.push(
          ...[await disagreement(result, url, 'messages'), watching.silent()].filter((reason) => reason !== null),
        )
        watching.close()
        return result.perSecond
      }
      say(`Throughput with one desk and with ${DESKS} watching the inbox, messages a second:`)
      await load(stage, { ...RUN, total: 10_000 })
      const [one, many]: [number[], number[]] = [[], []]
      for (let pair = 1; pair <= PAIRS; pair += 1) {
        one.push(await under(1))
        many.push(await under(DESKS))
        say(`  pair ${pair}: ${one.at(-1)?.toFixed(0)}, ${many.at(-1)?.toFixed(0)}; load ${loadAverage()}`)
      }
      const ratios = spread(many.map((each, index) => each / (one[index] ?? Number.NaN)))
      const details = { withOneDesk: spread(one), withManyDesks: spread(many) }
      if (wrong.length > 0) return { fanout_ratio: { value: null, reason: wrong.join('; '), spread: ratios, details } }
      return { fanout_ratio: { value: ratios.median, spread: ratios, details } }
    } finally {
      stage.close()
      await server.stop()
      await database.drop('fanout')
    }
  },
}

async function release({ customers, desk }: Stage): Promise<void> {
  for (const { conversationId } of customers.slice(0, UNASSIGNED))
    await desk.ask({ t: 'do', name: 'ticket.submit', input: { conversationId, changes: { assigneeId: null } } })
}

/** Desks with both views open; `silent` says whether one of them was told nothing. */
async function watchInbox(port: number, tokens: readonly string[]) {
  const desks: Client[] = []
  for (const token of tokens) {
    const desk = await connect(port, { as: 'user' }, { cookie: token })
    for (const view of VIEWS) await desk.ask({ t: 'watch', id: view, view, limit: 50 })
    desks.push(desk)
  }
  const received = desks.map((desk) => {
    const count = { bytes: 0 }
    desk.onBytes = (bytes) => {
      count.bytes += bytes
    }
    return count
  })
  return {
    silent: () => (received.some(({ bytes }) => bytes === 0) ? 'a watching desk heard nothing' : null),
    close: () => desks.forEach((desk) => desk.close()),
  }
}
