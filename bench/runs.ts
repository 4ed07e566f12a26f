import { automations } from './figures/automations.ts'
import { fanout } from './figures/fanout.ts'
import type { Run } from './figures/figure.ts'
import { inbox } from './figures/inbox.ts'
import { latency } from './figures/latency.ts'
import { openConversation } from './figures/open-conversation.ts'
import { routing } from './figures/routing.ts'
import { rules } from './figures/rules.ts'
import { search } from './figures/search.ts'
import { simulation } from './figures/simulation.ts'
import { sizes } from './figures/sizes.ts'
import { sockets } from './figures/sockets.ts'
import { start } from './figures/start.ts'
import { throughput } from './figures/throughput.ts'
import { twoNodes } from './figures/two-nodes.ts'
import { waits } from './figures/waits.ts'

/** In this order; each on databases and servers of its own. */
export const runs: readonly Run[] = [
  throughput,
  latency,
  fanout,
  sockets,
  inbox,
  search,
  rules,
  automations,
  routing,
  waits,
  simulation,
  openConversation,
  sizes,
  start,
  twoNodes,
]
