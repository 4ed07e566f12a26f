// reason: one structure and what is asked of it; apart, each half would expose the other's insides
import type { Exclusion, Method, Reason, RoutingSettings, Why } from '../contract.ts'
import type { Family } from '../../tickets/contract.ts'
import { type Agent, hindrance } from './agent.ts'
import type { Queue, Work } from './work.ts'

type Settings = Pick<RoutingSettings, 'method' | 'focus' | 'skillSeconds'>

/** Agents alike in all that work may ask for; `free` stand in the order in which they are asked. */
type Bench = {
  groupIds: ReadonlySet<number>
  brandIds: readonly number[] | null
  skills: ReadonlyMap<number, boolean>
  free: Agent[]
  /** Who cannot take anything of the family, by why. */
  hindered: Map<Exclusion, number>
  size: number
}

export type Choice = { agent: Agent; why: Why }
export type Roster = {
  /** Whether anybody can take anything of the family. */
  hasFree(family: Family): boolean
  /** [RO4] The best agent for it now; without one, why not. */
  choose(work: Work, queue: Queue | null, at: number): Choice | { excluded: Why['excluded'] }
  /** He has been given it. */
  give(agent: Agent, family: Family, at: number): void
}

/**
 * Who can be asked, arranged so that one decision costs as much as there are kinds of agents, not as there are agents: those
 * with the same groups, brands and skills share a bench, on which the free ones stand in order.
 */
export function createRoster(agents: readonly Agent[], settings: Settings, at: number): Roster {
  const byId = new Map(agents.map((agent) => [agent.userId, agent]))
  const benches = new Map<Family, Map<string, Bench>>()
  const places = new Map<number, string>(agents.map((agent) => [agent.userId, kindOf(agent)]))
  const before = comparing(settings.method)

  const benchesOf = (family: Family): Map<string, Bench> => {
    const known = benches.get(family)
    if (known !== undefined) return known
    const made = new Map<string, Bench>()
    benches.set(family, made)
    for (const agent of agents) {
      const kind = places.get(agent.userId) ?? ''
      const bench = made.get(kind) ?? emptyBench(agent)
      made.set(kind, bench)
      bench.size += 1
      const why = hindrance(agent, family, settings, at)
      if (why === null) bench.free.push(agent)
      else bench.hindered.set(why, (bench.hindered.get(why) ?? 0) + 1)
    }
    for (const bench of made.values()) bench.free.sort(before(family))
    return made
  }

  return {
    hasFree: (family) => [...benchesOf(family).values()].some(({ free }) => free.length > 0),
    choose(work, queue, now) {
      const handed = preferred(work, now)
      if (handed !== null) return handed
      // Until its time is over, it waits for that one agent.
      if (work.isHanded && work.prefer !== null && (work.preferUntil === null || work.preferUntil > now))
        return { excluded: excludedOne(byId.get(work.prefer), work, now) }
      const optional = work.skills.filter(({ required }) => !required).map(({ id }) => id)
      const all = work.skills.map(({ id }) => id)
      const required = work.skills.flatMap((skill) => (skill.required ? [skill.id] : []))
      const isOver = now - work.enteredAt >= settings.skillSeconds[work.family] * 1_000
      const first = queue === null ? (work.groupId === null ? null : [work.groupId]) : primary(queue, work)
      const secondary = queue === null || queue.secondaryGroupIds.length === 0 ? null : queue.secondaryGroupIds
      const asked: { groups: readonly number[] | null; skills: readonly number[]; second: boolean }[] = [
        { groups: first, skills: all, second: false },
        ...(secondary === null ? [] : [{ groups: secondary, skills: all, second: true }]),
        ...(optional.length > 0 && isOver ? [{ groups: first, skills: required, second: false }] : []),
        ...(optional.length > 0 && isOver && secondary !== null
          ? [{ groups: secondary, skills: required, second: true }]
          : []),
      ]
      let excluded: Why['excluded'] = {}
      for (const { groups, skills, second } of asked) {
        const found = search(work, groups, skills, now)
        if ('agent' in found)
          return choice(found, work, { secondary: second, skillsDropped: skills === all ? [] : optional })
        if (!second && skills === all) excluded = found.excluded
      }
      return { excluded }
    },
    give(agent, family, now) {
      leaveAll(agent)
      agent.load[family] += 1
      agent.lastAt[family] = now
      for (const [other, kinds] of benches) {
        const bench = kinds.get(places.get(agent.userId) ?? '')
        if (bench === undefined) continue
        const why = hindrance(agent, other, settings, now)
        if (why === null) insert(bench.free, agent, before(other))
        else bench.hindered.set(why, (bench.hindered.get(why) ?? 0) + 1)
      }
    },
  }

  /** Off every bench on which he is free; where he is hindered already, that is counted anew. */
  function leaveAll(agent: Agent): void {
    for (const [family, kinds] of benches) {
      const bench = kinds.get(places.get(agent.userId) ?? '')
      if (bench === undefined) continue
      const why = hindrance(agent, family, settings, at)
      if (why !== null) bench.hindered.set(why, (bench.hindered.get(why) ?? 1) - 1)
      const place = bench.free.indexOf(agent)
      if (place >= 0) bench.free.splice(place, 1)
    }
  }

  /** Whoever is to be asked first, if he can. */
  function preferred(work: Work, now: number): Choice | null {
    if (work.prefer === null || (work.preferUntil !== null && work.preferUntil <= now)) return null
    const agent = byId.get(work.prefer)
    if (agent === undefined || isRefused(work, agent.userId, now)) return null
    if (hindrance(agent, work.family, settings, now, work.isHanded) !== null) return null
    if (!fitsBrand(agent.brandIds, work.brandId)) return null
    // Whoever hands it over answers for the skills; a customer who comes back to his agent may ask for others.
    if (!work.isHanded && !work.skills.every(({ id, required }) => !required || agent.skills.has(id))) return null
    return {
      agent,
      why: {
        reason: work.isHanded ? 'handed' : 'last',
        candidates: 1,
        excluded: {},
        measure: null,
        load: agent.load[work.family],
        limit: agent.limit[work.family],
        skillsDropped: [],
        secondary: false,
      },
    }
  }

  function excludedOne(agent: Agent | undefined, work: Work, now: number): Why['excluded'] {
    if (agent === undefined) return { offline: 1 }
    const why = isRefused(work, agent.userId, now) ? 'refused' : hindrance(agent, work.family, settings, now, true)
    return why === null ? { brand: 1 } : { [why]: 1 }
  }

  type Found = { agent: Agent; next: Agent | null; isPriority: boolean; candidates: number; excluded: Why['excluded'] }
  function search(
    work: Work,
    groups: readonly number[] | null,
    skills: readonly number[],
    now: number,
  ): Found | { excluded: Why['excluded'] } {
    const excluded: Why['excluded'] = {}
    const add = (why: Exclusion, n: number) => {
      if (n > 0) excluded[why] = (excluded[why] ?? 0) + n
    }
    const compare = before(work.family)
    let best: { agent: Agent; isPriority: boolean } | null = null
    let next: Agent | null = null
    let candidates = 0
    for (const bench of benchesOf(work.family).values()) {
      const unfit = misfit(bench, work, groups, skills)
      if (unfit !== null) {
        add(unfit, bench.size)
        continue
      }
      for (const [why, n] of bench.hindered) add(why, n)
      const refused = work.refused.length === 0 ? [] : bench.free.filter(({ userId }) => isRefused(work, userId, now))
      add('refused', refused.length)
      candidates += bench.free.length - refused.length
      const isPriority = skills.some((id) => bench.skills.get(id) === true)
      const [one, two] = firstTwo(bench.free, refused)
      if (one === undefined) continue
      const wins = best === null || (isPriority !== best.isPriority ? isPriority : compare(one, best.agent) < 0)
      if (wins) {
        next = two ?? (best !== null && best.isPriority === isPriority ? best.agent : null)
        if (two !== undefined && best !== null && best.isPriority === isPriority && compare(best.agent, two) < 0)
          next = best.agent
        best = { agent: one, isPriority }
      } else if (best !== null && best.isPriority === isPriority && (next === null || compare(one, next) < 0))
        next = one
    }
    return best === null ? { excluded } : { ...best, next, candidates, excluded }
  }

  function choice(
    { agent, next, isPriority, candidates, excluded }: Found,
    work: Work,
    how: Pick<Why, 'secondary' | 'skillsDropped'>,
  ): Choice {
    const measure = measureOf(settings.method, agent, work.family, at)
    const isTie =
      settings.method !== 'round_robin' &&
      next !== null &&
      measureOf(settings.method, next, work.family, at) === measure
    const reason: Reason =
      candidates === 1 ? 'only_one' : isPriority ? 'priority_skill' : isTie ? 'longest_idle' : settings.method
    return {
      agent,
      why: {
        reason,
        candidates,
        excluded,
        measure,
        load: agent.load[work.family],
        limit: agent.limit[work.family],
        ...how,
      },
    }
  }
}

/** What does not change of an agent is put into words once: a simulation asks the same agents a hundred thousand times. */
const kinds = new WeakMap<Agent, string>()
function kindOf(agent: Agent): string {
  const kind = kinds.get(agent) ?? wordsOf(agent)
  kinds.set(agent, kind)
  return kind
}

const wordsOf = ({ groupIds, brandIds, skills }: Agent): string =>
  `${[...groupIds].sort((a, b) => a - b).join()}|${brandIds === null ? '*' : [...brandIds].sort((a, b) => a - b).join()}|${[
    ...skills,
  ]
    .map(([id, isPriority]) => `${id}${isPriority ? '!' : ''}`)
    .sort()
    .join()}`

const emptyBench = ({ groupIds, brandIds, skills }: Agent): Bench => ({
  groupIds: new Set(groupIds),
  brandIds,
  skills,
  free: [],
  hindered: new Map(),
  size: 0,
})

/** What keeps a whole bench from it; null: nothing. */
function misfit(
  bench: Bench,
  work: Work,
  groups: readonly number[] | null,
  skills: readonly number[],
): 'group' | 'brand' | 'skills' | null {
  if (groups !== null && !groups.some((id) => bench.groupIds.has(id))) return 'group'
  if (!fitsBrand(bench.brandIds, work.brandId)) return 'brand'
  return skills.every((id) => bench.skills.has(id)) ? null : 'skills'
}

const fitsBrand = (brandIds: readonly number[] | null, brandId: number): boolean =>
  brandIds === null || brandIds.includes(brandId)
const primary = (queue: Queue, work: Work): readonly number[] =>
  (queue.shares[work.share] ?? queue.shares[0])?.groupIds ?? []
const isRefused = (work: Work, userId: number, at: number): boolean =>
  work.refused.some((each) => each.userId === userId && each.until > at)

function firstTwo(free: readonly Agent[], without: readonly Agent[]): readonly [Agent | undefined, Agent | undefined] {
  if (without.length === 0) return [free[0], free[1]]
  const found: Agent[] = []
  for (const agent of free) {
    if (without.includes(agent)) continue
    found.push(agent)
    if (found.length === 2) break
  }
  return [found[0], found[1]]
}

const spare = (agent: Agent, family: Family): number => agent.limit[family] - agent.load[family]
const used = (agent: Agent, family: Family): number => agent.load[family] / agent.limit[family]

/** Negative: `a` is asked before `b`. Ties go to whoever has been without new work the longest. */
const comparing =
  (method: Method) =>
  (family: Family) =>
  (a: Agent, b: Agent): number =>
    (method === 'spare' ? spare(b, family) - spare(a, family) : 0) ||
    (method === 'percent' ? used(a, family) - used(b, family) : 0) ||
    (a.lastAt[family] ?? 0) - (b.lastAt[family] ?? 0) ||
    a.userId - b.userId

function measureOf(method: Method, agent: Agent, family: Family, at: number): number | null {
  if (method === 'spare') return spare(agent, family)
  if (method === 'percent') return Math.round(used(agent, family) * 100)
  const last = agent.lastAt[family]
  return last === null ? null : Math.round((at - last) / 1_000)
}

function insert(free: Agent[], agent: Agent, compare: (a: Agent, b: Agent) => number): void {
  let [low, high] = [0, free.length]
  while (low < high) {
    const middle = (low + high) >>> 1
    const there = free[middle]
    if (there !== undefined && compare(there, agent) < 0) low = middle + 1
    else high = middle
  }
  free.splice(low, 0, agent)
}
