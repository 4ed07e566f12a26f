import { cpus } from 'node:os'
import { disagreement } from '../parts/agree.ts'
import { cpuOf } from '../parts/cpu.ts'
import { startNats } from '../parts/nats.ts'
import { loadAverage, type Server, startCauserie } from '../parts/processes.ts'
import { setStage, spreadStage } from '../parts/stage.ts'
import { spread } from '../parts/statistics.ts'
import { load } from '../parts/throughput.ts'
import type { Finding, Run } from './figure.ts'

const CONVERSATIONS = 200
const PAIRS = 3
const RUN = { inFlight: 128, total: 10_000 }
const WARM = { inFlight: 64, total: 4_000 }

/**
 * Messages a second that two nodes on one PostgreSQL and NATS take, against one node alone: half of the customers on each,
 * and one desk, on the first, that hears them all. Everything runs on this machine, the load included: what limits is told
 * beside it, as the processors that each part used.
 */
export const twoNodes: Run = {
  keys: ['two_nodes_ratio'],
  async measure({ database, say }) {
    const nats = await startNats()
    if (nats === null) return { two_nodes_ratio: { value: null, reason: 'there is no nats-server' } }
    const urls = { one: await database.create('node_alone'), two: await database.create('node_pair') }
    const alone = await startCauserie(urls.one, database.folder)
    const pair = [
      await startCauserie(urls.two, database.folder, { NATS_URL: nats.url }),
      await startCauserie(urls.two, database.folder, { NATS_URL: nats.url }),
    ] as const
    const one = await setStage(alone.port, urls.one, CONVERSATIONS)
    const two = await spreadStage(
      pair.map(({ port }) => port),
      urls.two,
      CONVERSATIONS,
    )
    try {
      const wrong: string[] = []
      const used: Record<string, number[]> = {}
      const measure = async (stage: typeof one, url: string, servers: readonly Server[], name: string) => {
        const parts = { servers: servers.map(({ pid }) => pid), nats: [nats.pid], database: [database.pid()] }
        const cpu = () =>
          Object.entries(parts).map(([part, pids]) => [part, pids.reduce((sum, pid) => sum + cpuOf(pid), 0)] as const)
        const [before, began] = [cpu(), performance.now()]
        const generator = process.cpuUsage()
        const result = await load(stage, RUN)
        const seconds = performance.now() - began
        for (const [index, [part, after]] of cpu().entries())
          (used[`${name}.${part}`] ??= []).push((after - (before[index]?.[1] ?? 0)) / seconds)
        const mine = process.cpuUsage(generator)
        ;(used[`${name}.generator`] ??= []).push((mine.user + mine.system) / 1_000 / seconds)
        wrong.push(...[await disagreement(result, url, 'messages')].filter((reason) => reason !== null))
        return result.perSecond
      }
      say('Throughput of one node, and of two on one PostgreSQL and NATS, messages a second:')
      await load(one, WARM)
      await load(two, WARM)
      const [ones, twos]: [number[], number[]] = [[], []]
      for (let turn = 1; turn <= PAIRS; turn += 1) {
        ones.push(await measure(one, urls.one, [alone], 'one'))
        twos.push(await measure(two, urls.two, pair, 'two'))
        say(`  pair ${turn}: ${ones.at(-1)?.toFixed(0)}, ${twos.at(-1)?.toFixed(0)}; load ${loadAverage()}`)
      }
      const processors = Object.fromEntries(
        Object.entries(used).map(([part, each]) => [part, Number(spread(each).median.toFixed(2))]),
      )
      say(`  processors used, of ${cpus().length}: ${JSON.stringify(processors)}`)
      const ratios = spread(twos.map((each, index) => each / (ones[index] ?? Number.NaN)))
      const details = { one: spread(ones), two: spread(twos), processors, of: cpus().length }
      const finding: Finding =
        wrong.length > 0
          ? { value: null, reason: wrong.join('; '), spread: ratios, details }
          : { value: ratios.median, spread: ratios, details }
      return { two_nodes_ratio: finding }
    } finally {
      one.close()
      two.close()
      for (const server of [alone, ...pair]) await server.stop()
      await nats.stop()
      for (const name of ['node_alone', 'node_pair']) await database.drop(name)
    }
  },
}
