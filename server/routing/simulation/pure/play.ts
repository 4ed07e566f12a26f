// reason: one clock and what it moves; apart, each half would expose the other's insides
import type { Family } from '../../../tickets/contract.ts'
import { type Agent, everywhere, families, hindrance, noLoad } from '../../pure/agent.ts'
import { decide } from '../../pure/decide.ts'
import { drawShare, type Work } from '../../pure/work.ts'
import { createAgenda } from './agenda.ts'
import { createOccupancy } from './occupancy.ts'
import { drawn, patienceOf } from './patience.ts'
import type { Answer, Case, Period, Played, Result, Shift, Spell } from './period.ts'

/** A conversation on its way. */
type Seeker = {
  played: Case
  work: Work
  state: 'waiting' | 'offered' | 'taken' | 'gone'
  agent: Agent | null
  asked: number
  /** Grows with each offer, so that what was planned for an earlier one is not done. */
  turn: number
}
type Item =
  | { do: 'come' | 'leave' | 'try' | 'overflow'; seeker: Seeker }
  | { do: 'move'; seeker: Seeker; queueId: number | null }
  | { do: 'answer'; seeker: Seeker; answer: Answer; turn: number }
  | { do: 'load' | 'end'; agent: Agent; family: Family }
  | { do: 'shift'; shift: Shift }
  | { do: 'freed'; agent: Agent }

const REST = 256
/** To an offer of a kind that nobody was asked about in this period. */
const USUAL_ANSWER_MS = 5_000

/**
 * Plays a period again, event by event, with the router's own functions: who comes when, leaves after how long, is answered
 * and handled how long is as it was; who gets what is decided anew. Yields how far it is, so that whoever runs it can do
 * something else in between.
 */
export function* play(period: Period): Generator<number, Played> {
  const { settings, queues, from, to } = period
  const agenda = createAgenda<Item>()
  const agents = new Map<number, Agent>(
    period.staff.map((staff) => [
      staff.userId,
      { ...staff, level: everywhere('offline'), load: noLoad(), lastAt: everywhere(null), wrapUpUntil: {} },
    ]),
  )
  const waiting = new Set<Seeker>()
  const offered = new Set<Seeker>()
  const results: Result[] = []
  const occupancy = createOccupancy(from, to)
  const patience = patienceOf(period.cases)
  const lent = handlingOf(period.cases)
  let now = from
  begin()
  for (let done = 0; ; done += 1) {
    const next = agenda.next()
    if (next === null || next.at > to) break
    now = next.at
    act(next.item)
    if (done % REST === 0) yield (now - from) / (to - from)
  }
  now = to
  for (const seeker of [...waiting, ...offered]) note(seeker, 'waiting')
  for (const agent of agents.values()) occupancy.note(agent, to)
  return { results, occupancy: occupancy.read() }

  function begin(): void {
    // Shifts first: whoever is there at the first instant can be given what waits at it.
    for (const shift of period.shifts) agenda.plan(Math.max(from, shift.at), { do: 'shift', shift })
    for (const { userId, family, from: begins, to: ends } of period.own) {
      const agent = agents.get(userId)
      if (agent === undefined) continue
      agenda.plan(Math.max(from, begins), { do: 'load', agent, family })
      if (ends !== null) agenda.plan(Math.max(from, ends), { do: 'end', agent, family })
    }
    for (const played of period.cases) {
      const work: Work = { ...played.work, isHanded: false, refused: [] }
      const seeker: Seeker = { played, work, state: 'gone', agent: null, asked: 0, turn: 0 }
      agenda.plan(Math.max(from, work.enteredAt), { do: 'come', seeker })
    }
  }

  function act(item: Item): void {
    switch (item.do) {
      case 'come':
        return come(item.seeker)
      case 'leave':
        return leave(item.seeker)
      case 'try':
        return item.seeker.state === 'waiting' ? find([item.seeker], freeFor(item.seeker.work.family)) : undefined
      case 'move':
        return move(item.seeker, item.queueId)
      case 'overflow':
        return overflow(item.seeker)
      case 'answer':
        return item.turn === item.seeker.turn ? answer(item.seeker, item.answer) : undefined
      case 'load':
        return load(item.agent, item.family, 1)
      case 'end':
        return end(item.agent, item.family)
      case 'shift':
        return shift(item.shift)
      case 'freed':
        return freed(item.agent)
    }
  }

  function come(seeker: Seeker): void {
    const { played, work } = seeker
    seeker.state = 'waiting'
    waiting.add(seeker)
    const leaves = played.byHand ? played.takenAfterMs : patience(played)
    if (leaves !== null) agenda.plan(Math.max(now, work.enteredAt + leaves), { do: 'leave', seeker })
    for (const { afterMs, queueId } of played.moves)
      agenda.plan(Math.max(now, work.enteredAt + afterMs), { do: 'move', seeker, queueId })
    planWaits(seeker)
    find([seeker], freeFor(work.family))
  }

  /** What changes for it by waiting alone. */
  function planWaits(seeker: Seeker): void {
    const { work } = seeker
    if (work.skills.some(({ required }) => !required))
      agenda.plan(Math.max(now, work.enteredAt + settings.skillSeconds[work.family] * 1_000), { do: 'try', seeker })
    const seconds = work.queueId === null ? null : (queues.get(work.queueId)?.overflowSeconds ?? null)
    if (seconds !== null) agenda.plan(Math.max(now, work.enteredAt + seconds * 1_000), { do: 'overflow', seeker })
  }

  function leave(seeker: Seeker): void {
    if (seeker.state !== 'waiting' && seeker.state !== 'offered') return
    const { agent, work } = seeker
    note(seeker, seeker.played.byHand ? 'taken' : 'left')
    seeker.state = 'gone'
    if (agent !== null) load(agent, work.family, -1)
  }

  function overflow(seeker: Seeker): void {
    const { work } = seeker
    const queue = work.queueId === null ? undefined : queues.get(work.queueId)
    if (seeker.state !== 'waiting' || queue === undefined || queue.overflowSeconds === null) return
    if (queue.overflowQueueId === null || now - work.enteredAt < queue.overflowSeconds * 1_000) return
    move(seeker, queue.overflowQueueId)
  }

  function move(seeker: Seeker, queueId: number | null): void {
    if (seeker.state !== 'waiting') return
    const shares = queueId === null ? [] : (queues.get(queueId)?.shares ?? [])
    const share = shares.length === 0 ? 0 : drawShare(seeker.work.conversationId, shares)
    seeker.work = { ...seeker.work, queueId, share, enteredAt: now, refused: [] }
    planWaits(seeker)
    find([seeker], freeFor(seeker.work.family))
  }

  function shift({ userId, level }: Shift): void {
    const agent = agents.get(userId)
    if (agent === undefined) return
    occupancy.note(agent, now)
    agent.level = level
    for (const seeker of offered)
      if (seeker.agent === agent && level[seeker.work.family] !== 'online') takeBack(seeker, agent, false)
    freed(agent)
  }

  function load(agent: Agent, family: Family, by: 1 | -1): void {
    occupancy.note(agent, now)
    agent.load[family] += by
    if (by > 0) {
      agent.lastAt[family] = now
      return
    }
    freed(agent)
  }

  function freed(agent: Agent): void {
    if (waiting.size === 0) return
    const open = new Set(families.filter((family) => hindrance(agent, family, settings, now) === null))
    if (open.size === 0) return
    // What one agent cannot take is left out at once: with many waiting, ordering them is what costs.
    const fits = ({ work }: Seeker) =>
      open.has(work.family) && work.skills.every(({ id, required }) => !required || agent.skills.has(id))
    const room = families.reduce((sum, family) => sum + Math.max(0, agent.limit[family] - agent.load[family]), 0)
    find([...waiting].filter(fits), [agent], room)
  }

  function freeFor(family: Family): Agent[] {
    const free: Agent[] = []
    for (const agent of agents.values()) if (hindrance(agent, family, settings, now) === null) free.push(agent)
    return free
  }

  /** Of these, whom these can take. What could be taken by others, they would have. */
  function find(seekers: readonly Seeker[], free: readonly Agent[], most?: number): void {
    if (seekers.length === 0 || free.length === 0) return
    for (const agent of free) occupancy.note(agent, now)
    const byId = new Map(seekers.map((seeker) => [seeker.work.conversationId, seeker]))
    const works = seekers.map(({ work }) => work)
    for (const { work, userId } of decide(works, free, queues, settings, now, most)) {
      const [seeker, agent] = [byId.get(work.conversationId), agents.get(userId)]
      if (seeker === undefined || agent === undefined) continue
      waiting.delete(seeker)
      seeker.agent = agent
      seeker.turn += 1
      if (settings.autoAccept[work.family]) take(seeker, agent)
      else {
        seeker.state = 'offered'
        offered.add(seeker)
        const given = nextAnswer(seeker)
        agenda.plan(now + given.afterMs, { do: 'answer', seeker, answer: given, turn: seeker.turn })
      }
    }
  }

  function nextAnswer(seeker: Seeker): Answer {
    const { answers } = seeker.played
    seeker.asked += 1
    return answers[seeker.asked - 1] ?? answers.at(-1) ?? { outcome: 'accepted', afterMs: USUAL_ANSWER_MS }
  }

  function answer(seeker: Seeker, { outcome }: Answer): void {
    const { agent } = seeker
    if (agent === null || seeker.state !== 'offered') return
    // Whoever has said no to all that was asked in truth is answered yes at last.
    if (outcome === 'accepted' || seeker.asked > seeker.played.answers.length) take(seeker, agent)
    else takeBack(seeker, agent, true)
  }

  function takeBack(seeker: Seeker, agent: Agent, isRefused: boolean): void {
    const { work } = seeker
    offered.delete(seeker)
    waiting.add(seeker)
    seeker.state = 'waiting'
    seeker.agent = null
    seeker.turn += 1
    if (isRefused && settings.refusedSeconds > 0) {
      const until = now + settings.refusedSeconds * 1_000
      // Whoever said no is no more asked first.
      const prefer = work.prefer === agent.userId ? null : work.prefer
      seeker.work = { ...work, prefer, refused: [...work.refused, { userId: agent.userId, until }] }
      agenda.plan(until, { do: 'try', seeker })
    }
    find(
      [seeker],
      freeFor(work.family).filter((other) => other !== agent),
    )
    load(agent, work.family, -1)
  }

  function take(seeker: Seeker, agent: Agent): void {
    const { family, conversationId } = seeker.work
    note(seeker, 'taken')
    seeker.state = 'taken'
    const spells = seeker.played.spells.length > 0 ? seeker.played.spells : lent(family, conversationId)
    for (const [index, { fromMs, toMs }] of spells.entries()) {
      if (index > 0) agenda.plan(now + fromMs, { do: 'load', agent, family })
      if (toMs !== null) agenda.plan(now + toMs, { do: 'end', agent, family })
    }
  }

  /** [RO3] What he has ended he writes up first. */
  function end(agent: Agent, family: Family): void {
    const wrapUp = settings.wrapUpSeconds[family] * 1_000
    if (wrapUp > 0) {
      agent.wrapUpUntil = { ...agent.wrapUpUntil, [family]: now + wrapUp }
      agenda.plan(now + wrapUp, { do: 'freed', agent })
    }
    load(agent, family, -1)
  }

  function note(seeker: Seeker, outcome: Result['outcome']): void {
    waiting.delete(seeker)
    offered.delete(seeker)
    const { played, work } = seeker
    const waitedMs = now - Math.max(outcome === 'waiting' ? from : 0, played.work.enteredAt)
    results.push({ played, queueId: work.queueId, outcome, waitedMs })
  }
}

/** How long what was never taken would have taken: as another of its kind did, drawn by its number. */
function handlingOf(cases: readonly Case[]): (family: Family, conversationId: number) => readonly Spell[] {
  const known = Map.groupBy(
    cases.filter(({ spells }) => spells.length > 0 && spells[0]?.toMs !== null),
    ({ work }) => work.family,
  )
  return (family, conversationId) => {
    const some = known.get(family) ?? []
    return some[Math.floor(drawn(conversationId) * some.length)]?.spells ?? [{ fromMs: 0, toMs: 600_000 }]
  }
}
