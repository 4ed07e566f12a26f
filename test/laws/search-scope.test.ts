import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { inScope, searchReads } from '../../server/tickets/index.ts'
import type { InboxRow, SearchAnswer } from '../../server/tickets/contract.ts'
import type { Agent } from '../kit/app.ts'
import { testApp } from '../kit/app.ts'
import { indexed } from '../kit/indexed.ts'
import { known } from '../kit/known.ts'
import { start } from '../kit/sessions.ts'

// Law 7 for the search: what SQL finds is what the predicate lets through, whoever searches and however.

const WORDS = ['otter', 'badger', 'lynx']
const FILTERS = [
  '',
  'status:open',
  'is:unassigned',
  '-assignee:me',
  'assignee:me',
  'type:message',
  'otter',
  '-lynx',
  '"otter badger"',
  'after:2001',
]

test('a search finds what the scope reaches, all of it and nothing else [law 4] [law 7] [TS4]', async () => {
  const app = await testApp()
  const admin = await app.administrator()
  const groups = await Promise.all(
    ['A', 'B'].map((name) => app.as(admin).run<{ id: number }>('group.save', { name, members: [] })),
  )
  const [first, second] = groups.map(({ id }) => id)
  assert.ok(first !== undefined && second !== undefined)
  const agents = [
    await app.agent('agent', [first]),
    await app.agent('agent', [second]),
    await app.agent('light_agent', []),
    await app.agent('team_lead', []),
  ]
  const mine: Agent = { ...(await app.agent('agent', [first])), scope: { tickets: 'mine', brands: null } }
  const otherBrand: Agent = { ...(await app.agent('team_lead', [])), scope: { tickets: 'all', brands: [999] } }
  for (let n = 0; n < 24; n += 1) {
    const channel = await app.channel({ groupId: [first, second, null][n % 3] ?? null })
    const words = WORDS.filter((_, index) => ((n >> index) & 1) === 0)
    const { conversationId } = await start(app, await app.visitor(channel), `${words.join(' ') || 'otter'} ${n}`)
    if (n % 2 === 0)
      await app
        .as(admin)
        .run('ticket.submit', { conversationId, changes: { assigneeId: [...agents.slice(0, 2), mine][n % 3]?.userId } })
  }
  await indexed(app)
  const around = { isOnline: () => false, channelOf: (id: number) => ({ id, kind: 'widget', name: '' }) }
  const [read] = searchReads({ db: app.db, around, channels: () => [] })
  const searching = async (actor: Agent, q: string) =>
    known<SearchAnswer>(
      await read?.handle(known<never>({ db: app.db, actor, now: new Date(), params: {}, query: { q } })),
    )
  const rowsOf = ({ messages, tickets }: SearchAnswer) => ({
    messages: (messages?.rows ?? []).map((hit) => hit.conversation),
    tickets: (tickets?.rows ?? []).map((hit) => hit.conversation),
  })
  const ids = (rows: readonly InboxRow[]) => rows.map((row) => row.conversationId)

  await fc.assert(
    fc.asyncProperty(
      fc.constantFrom(...agents, mine, otherBrand),
      fc.constantFrom(...WORDS),
      fc.subarray(
        FILTERS.filter((filter) => !filter.includes('assignee')),
        { maxLength: 2 },
      ),
      async (actor, word, filters) => {
        const q = [word, ...filters].join(' ')
        const [own, all] = [rowsOf(await searching(actor, q)), rowsOf(await searching(admin, q))]
        for (const kind of ['messages', 'tickets'] as const) {
          // All that there is fits a page, so the predicate over what the administrator finds is the whole truth.
          assert.ok(all[kind].length < 20)
          assert.deepEqual(ids(own[kind]), ids(all[kind].filter((row) => inScope(actor, row))), `${kind} of ${q}`)
        }
      },
    ),
    { numRuns: 40 },
  )
  for (const actor of [...agents, mine, otherBrand])
    for (const q of FILTERS.filter(Boolean))
      for (const row of Object.values(rowsOf(await searching(actor, `lynx ${q}`))).flat())
        assert.ok(inScope(actor, row), q)
})
