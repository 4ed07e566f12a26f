import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { families, type Family } from '../../tickets/contract.ts'
import { levels, methods } from '../contract.ts'
import { type Agent, everywhere, hindrance } from './agent.ts'
import { decide, type DecisionSettings, type Proposal } from './decide.ts'
import { drawShare, inOrder, type Queue, type Work } from './work.ts'

const NOW = 1_700_000_000_000
const ids = (most: number) => fc.uniqueArray(fc.integer({ min: 1, max: most }), { maxLength: most })
const byFamily = <Value>(value: fc.Arbitrary<Value>): fc.Arbitrary<Record<Family, Value>> =>
  fc.record({ email: value, messaging: value, call: value })

const agents: fc.Arbitrary<Agent[]> = fc
  .array(
    fc.record({
      groupIds: ids(3),
      brandIds: fc.option(ids(2), { freq: 2 }),
      skills: fc.array(fc.tuple(fc.integer({ min: 1, max: 3 }), fc.boolean()), { maxLength: 3 }),
      level: byFamily(fc.constantFrom(...levels, 'online' as const, 'online' as const)),
      limit: byFamily(fc.integer({ min: 0, max: 3 })),
      load: byFamily(fc.integer({ min: 0, max: 2 })),
      lastAt: byFamily(fc.option(fc.integer({ min: NOW - 5, max: NOW }))),
      wrapUp: fc.boolean(),
    }),
    { maxLength: 8 },
  )
  .map((all) =>
    all.map(({ skills, wrapUp, ...agent }, index) => ({
      ...agent,
      userId: index + 1,
      skills: new Map(skills),
      wrapUpUntil: wrapUp ? { messaging: NOW + 1 } : {},
    })),
  )
const works: fc.Arbitrary<Work[]> = fc
  .array(
    fc.record({
      family: fc.constantFrom(...families),
      brandId: fc.integer({ min: 1, max: 2 }),
      groupId: fc.option(fc.integer({ min: 1, max: 3 })),
      queueId: fc.option(fc.integer({ min: 1, max: 2 })),
      share: fc.integer({ min: 0, max: 1 }),
      priority: fc.constantFrom(null, 'low' as const, 'normal' as const, 'high' as const, 'urgent' as const),
      firstAt: fc.integer({ min: NOW - 9, max: NOW }),
      enteredAt: fc.integer({ min: NOW - 90_000, max: NOW }),
      slaDueAt: fc.option(fc.integer({ min: NOW - 9, max: NOW + 9 })),
      skills: fc.uniqueArray(fc.record({ id: fc.integer({ min: 1, max: 3 }), required: fc.boolean() }), {
        maxLength: 2,
        selector: ({ id }) => id,
      }),
      prefer: fc.option(fc.integer({ min: 1, max: 8 })),
      isHanded: fc.boolean(),
      preferUntil: fc.option(fc.integer({ min: NOW - 1, max: NOW + 1 })),
      refused: fc.array(
        fc.record({ userId: fc.integer({ min: 1, max: 8 }), until: fc.integer({ min: NOW - 1, max: NOW + 1 }) }),
        { maxLength: 2 },
      ),
    }),
    { maxLength: 12 },
  )
  .map((all) => all.map((work, index) => ({ ...work, conversationId: index + 1 })))
const queues: fc.Arbitrary<Map<number, Queue>> = fc
  .array(
    fc.record({
      groups: fc.array(ids(3), { minLength: 1, maxLength: 2 }),
      secondaryGroupIds: ids(3),
      orderedBy: fc.constantFrom('priority' as const, 'sla' as const),
    }),
    { minLength: 2, maxLength: 2 },
  )
  .map(
    (all) =>
      new Map(
        all.map(({ groups, ...queue }, index) => [
          index + 1,
          { ...queue, id: index + 1, order: index, shares: groups.map((groupIds) => ({ percent: 50, groupIds })) },
        ]),
      ),
  )
const settings: fc.Arbitrary<DecisionSettings> = fc.record({
  method: fc.constantFrom(...methods),
  focus: fc.boolean(),
  skillSeconds: byFamily(fc.constantFrom(0, 60)),
  orderedBy: fc.constantFrom('priority' as const, 'sla' as const),
})

/** The same, as slowly and plainly as it can be said. */
function slowly(
  all: readonly Work[],
  given: readonly Agent[],
  known: ReadonlyMap<number, Queue>,
  how: DecisionSettings,
): { conversationId: number; userId: number }[] {
  const people = given.map((agent) => ({ ...agent, load: { ...agent.load }, lastAt: { ...agent.lastAt } }))
  const found: { conversationId: number; userId: number }[] = []
  for (const work of inOrder(all, known, how.orderedBy)) {
    const { family } = work
    const isRefused = (userId: number) => work.refused.some((each) => each.userId === userId && each.until > NOW)
    const can = (agent: Agent, isHanded = false) =>
      hindrance(agent, family, how, NOW, isHanded) === null &&
      !isRefused(agent.userId) &&
      (agent.brandIds === null || agent.brandIds.includes(work.brandId))
    const isAsked = work.prefer !== null && (work.preferUntil === null || work.preferUntil > NOW)
    const named = isAsked ? people.find(({ userId }) => userId === work.prefer) : undefined
    const knows = (agent: Agent, skills: readonly { id: number }[]) => skills.every(({ id }) => agent.skills.has(id))
    const required = work.skills.filter((skill) => skill.required)
    let chosen =
      named !== undefined && can(named, work.isHanded) && (work.isHanded || knows(named, required)) ? named : undefined
    if (chosen === undefined && !(isAsked && work.isHanded)) {
      const queue = work.queueId === null ? undefined : known.get(work.queueId)
      const first =
        queue === undefined
          ? work.groupId === null
            ? null
            : [work.groupId]
          : ((queue.shares[work.share] ?? queue.shares[0])?.groupIds ?? [])
      const second = queue === undefined || queue.secondaryGroupIds.length === 0 ? undefined : queue.secondaryGroupIds
      const isOver = NOW - work.enteredAt >= how.skillSeconds[family] * 1_000
      const rounds = [work.skills, ...(isOver ? [required] : [])].flatMap((skills) =>
        [first, ...(second === undefined ? [] : [second])].map((groups) => ({ groups, skills })),
      )
      for (const { groups, skills } of rounds) {
        const able = people.filter(
          (agent) =>
            can(agent) && knows(agent, skills) && (groups === null || groups.some((id) => agent.groupIds.includes(id))),
        )
        const isFirst = (agent: Agent) => skills.some(({ id }) => agent.skills.get(id) === true)
        const rank = (agent: Agent): number[] => [
          isFirst(agent) ? 0 : 1,
          how.method === 'spare' ? agent.load[family] - agent.limit[family] : 0,
          how.method === 'percent' ? agent.load[family] / agent.limit[family] : 0,
          agent.lastAt[family] ?? 0,
          agent.userId,
        ]
        chosen = able.sort((a, b) => {
          const [one, two] = [rank(a), rank(b)]
          const place = one.findIndex((value, index) => value !== two[index])
          return place < 0 ? 0 : (one[place] ?? 0) - (two[place] ?? 0)
        })[0]
        if (chosen !== undefined) break
      }
    }
    if (chosen === undefined) continue
    chosen.load[family] += 1
    chosen.lastAt[family] = NOW
    found.push({ conversationId: work.conversationId, userId: chosen.userId })
  }
  return found
}

test('decisions are those of the plain reading, whatever the work, agents, queues and settings [RO3] [RO4] [RO5]', () => {
  fc.assert(
    fc.property(works, agents, queues, settings, (all, people, known, how) => {
      const expected = slowly(all, people, known, how)
      const made = decide(all, structuredClone(people), known, how, NOW)
      assert.deepEqual(
        made.map(({ work, userId }) => ({ conversationId: work.conversationId, userId })),
        expected,
      )
    }),
    { numRuns: 3_000 },
  )
})

test('what is told of a decision is true: how many could, and who could not [RO4]', () => {
  fc.assert(
    fc.property(works, agents, queues, settings, (all, people, known, how) => {
      for (const { why } of decide(all, structuredClone(people), known, how, NOW)) {
        assert.ok(why.load < why.limit)
        if (why.reason === 'last' || why.reason === 'handed') continue
        const others = Object.values(why.excluded).reduce((sum, n) => sum + n, 0)
        assert.equal(why.candidates + others, people.length)
        assert.equal(why.reason === 'only_one', why.candidates === 1)
      }
    }),
    { numRuns: 1_000 },
  )
})

const plain = (n: number): Work => ({
  conversationId: n,
  family: 'messaging',
  brandId: 1,
  groupId: 1,
  queueId: null,
  share: 0,
  priority: null,
  firstAt: NOW - n,
  enteredAt: NOW - n,
  slaDueAt: null,
  skills: [],
  prefer: null,
  isHanded: false,
  preferUntil: null,
  refused: [],
})
const person = (userId: number, more: Partial<Agent> = {}): Agent => ({
  userId,
  groupIds: [1],
  brandIds: null,
  skills: new Map(),
  level: everywhere('online' as const),
  limit: { email: 10, messaging: 3, call: 1 },
  load: { email: 0, messaging: 0, call: 0 },
  lastAt: everywhere<number | null>(null),
  wrapUpUntil: {},
  ...more,
})
const usual: DecisionSettings = {
  method: 'spare',
  focus: false,
  skillSeconds: everywhere(30),
  orderedBy: 'priority',
}
const won = (proposals: readonly Proposal[]) => proposals.map(({ userId, why }) => [userId, why.reason])

test('most room, smallest share, longest without work: three methods, three winners', () => {
  const people = () => [
    person(1, { limit: { email: 9, messaging: 10, call: 1 }, load: { email: 0, messaging: 6, call: 0 } }),
    person(2, { load: { email: 0, messaging: 0, call: 0 }, lastAt: everywhere<number | null>(NOW - 1) }),
    person(3, { load: { email: 0, messaging: 1, call: 0 }, lastAt: everywhere<number | null>(NOW - 9_000) }),
  ]
  const by = (method: DecisionSettings['method']) =>
    won(decide([plain(1)], people(), new Map(), { ...usual, method }, NOW))
  assert.deepEqual(by('spare'), [[1, 'spare']])
  assert.deepEqual(by('percent'), [[2, 'percent']])
  assert.deepEqual(by('round_robin'), [[1, 'round_robin']])
})

test('secondary groups are asked only while nobody of the first can take it', () => {
  const queue: Queue = {
    id: 1,
    order: 0,
    shares: [{ percent: 100, groupIds: [1] }],
    secondaryGroupIds: [2],
    orderedBy: 'priority',
  }
  const limit = { email: 1, messaging: 1, call: 1 }
  const made = decide(
    [1, 2, 3].map((n) => ({ ...plain(n), queueId: 1 })),
    [person(1, { limit }), person(2, { groupIds: [2], limit })],
    new Map([[1, queue]]),
    usual,
    NOW,
  )
  assert.deepEqual(
    made.map(({ userId, why }) => [userId, why.secondary]),
    [
      [1, false],
      [2, true],
    ],
  )
})

test('skills that are not required are given up after their time, required ones never [S2.16]', () => {
  const wanting = (required: boolean, waited: number): Work => ({
    ...plain(1),
    enteredAt: NOW - waited,
    skills: [{ id: 5, required }],
  })
  const one = () => [person(1)]
  assert.deepEqual(decide([wanting(false, 29_000)], one(), new Map(), usual, NOW), [])
  assert.deepEqual(decide([wanting(false, 30_000)], one(), new Map(), usual, NOW)[0]?.why.skillsDropped, [5])
  assert.deepEqual(decide([wanting(true, 9_000_000)], one(), new Map(), usual, NOW), [])
})

test('the draw of a split queue is that of its percents', () => {
  const shares = [{ percent: 50 }, { percent: 30 }, { percent: 20 }]
  const counts = [0, 0, 0]
  for (let id = 1; id <= 10_000; id += 1) {
    const drawn = drawShare(id, shares)
    counts[drawn] = (counts[drawn] ?? 0) + 1
  }
  for (const [index, { percent }] of shares.entries())
    assert.ok(Math.abs((counts[index] ?? 0) / 100 - percent) < 2, `${index}: ${counts[index]}`)
})
