import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import type { VisitorWelcome } from '../../server/channels/contract.ts'
import type { EventView } from '../../server/platform/protocol.ts'
import type {
  ConversationSnapshot,
  InboxPage,
  InboxRow,
  ListKey,
  ViewDefinition,
  ViewKey,
} from '../../server/tickets/contract.ts'
import { type Held, receive, receiveAll, renew } from '../../web/desk/live/held.ts'
import { afterWelcome, applyEvent, type Conversation, fromNothing, idOf } from '../../web/widget/model/conversation.ts'
import { type Agent, testApp, type TestApp, type Visitor } from '../kit/app.ts'
import type { LiveClient } from '../kit/client.ts'
import { known } from '../kit/known.ts'
import { type Crowd, step, take } from '../kit/random-work.ts'
import { start } from '../kit/sessions.ts'

/** Law 2: apply(snapshot, events) equals a fresh snapshot, for each kind of reader, however they interleave. */

const VIEWS: ViewKey[] = ['unassigned', 'mine', 'open', 'pending', 'hold', 'solved', 'bot', 'all', 'closed']

async function crowd(): Promise<Crowd> {
  const app = await testApp()
  const admin = await app.administrator()
  const group = await app.as(admin).run<{ id: number }>('group.save', { name: `Second ${admin.userId}`, members: [] })
  const channel = await app.channel({
    style: 'social_messaging',
    closeAfterSeconds: 86_400,
    settings: { tellEnd: false },
  })
  const aims = { business: false, first_reply: 1, next_reply: 1, requester_wait: null, agent_work: 60, resolution: 1 }
  const targets = { low: aims, normal: aims, high: { ...aims, resolution: 600 }, urgent: aims }
  const policy = { name: 'All', active: true, conditions: { all: [], any: [] }, scheduleId: null, targets }
  await app.as(admin).run('sla_policy.save', policy)
  await app.reloadSla()
  const visitors = await Promise.all([app.visitor(channel), app.visitor(channel), app.visitor(channel)])
  const conversations = await Promise.all(
    visitors.map(async (visitor) => ({ id: (await start(app, visitor, 'Hello')).conversationId, visitor })),
  )
  return {
    app,
    agents: [admin, await app.agent('team_lead'), await app.agent('agent')],
    visitors,
    groups: [1, group.id, null],
    conversations,
    internal: [],
    messages: [],
  }
}

/** Several at once, as people work; between bursts nothing waits. */
async function burst(crowd: Crowd, steps: Parameters<typeof take>[1][]): Promise<void> {
  for (let from = 0; from < steps.length; from += 4)
    await Promise.all(steps.slice(from, from + 4).map((each) => take(crowd, each)))
}

const bursts = () => fc.array(step(), { minLength: 20, maxLength: 40 })

test('the desk: a snapshot taken at any moment, and the events after it, are the conversation as it is', async () => {
  const people = await crowd()
  const { app } = people
  await fc.assert(
    fc.asyncProperty(bursts(), async (steps) => {
      const working = burst(people, steps)
      const desks: { held: Map<number, Held>; client: LiveClient }[] = []
      for (let n = 0; n < 3; n += 1)
        desks.push(await openDesk(await app.live(people.agents[0] ?? assert.fail()), people))
      await working
      for (const { client, held } of desks) {
        await client.settled()
        for (const [id, each] of held) {
          assert.deepEqual(each.ahead, [])
          const fresh = await app
            .as(people.agents[0] ?? assert.fail())
            .get<ConversationSnapshot>(`/api/v1/conversations/${id}`)
          assert.deepEqual(told(each.snapshot, fresh), told(fresh, fresh))
        }
        await client.close()
      }
    }),
    { numRuns: 5, endOnFailure: true },
  )
})

/** Joins all conversations; the events of each are applied as they come. */
async function openDesk(client: LiveClient, people: Crowd) {
  const held = new Map<number, Held>()
  const early = new Map<number, EventView[]>()
  client.onFrame((frame) => {
    if (frame.t !== 'event') return
    const id = idOf(frame.topic)
    const now = held.get(id)
    if (now === undefined) early.set(id, [...(early.get(id) ?? []), frame.e])
    else held.set(id, receive(now, frame.e))
  })
  await Promise.all(
    people.conversations.map(async ({ id }) => {
      const { snapshot } = await client.join<{ snapshot: ConversationSnapshot }>(`conversation:${id}`)
      held.set(id, receiveAll(renew(null, snapshot), early.get(id) ?? []))
    }),
  )
  return { client, held }
}

/** What both know: presence and drafts are not told as events, and a fresh thread is one page. */
function told(
  { position, conversation, ticket, sla, thread, may, channel }: ConversationSnapshot,
  fresh: ConversationSnapshot,
) {
  const from = fresh.thread.events[0]?.p ?? 0
  const first = thread.events[0]?.p ?? 0
  return {
    position,
    conversation,
    ticket,
    sla,
    may,
    channel,
    events: thread.events.filter((e) => e.p >= Math.max(from, first)).map(withoutSubject),
    complete: thread.events.length === position - first + 1,
  }
}

/** A redaction also takes its words from the subjects that older events tell; who holds those keeps them until he reads anew. */
function withoutSubject(e: EventView): EventView {
  if (!('ticket' in e.data)) return e
  const { subject: _, ...ticket } = known<Record<string, unknown>>(e.data.ticket)
  const { subject: __, ...changes } = known<Record<string, unknown>>(e.data.changes ?? {})
  return { ...e, data: { ...e.data, ticket, changes } }
}

test('the widget: a welcome at any moment, and the events after it, are its conversations as they are', async () => {
  const people = await crowd()
  const { app } = people
  await fc.assert(
    fc.asyncProperty(bursts(), fc.nat(2), async (steps, index) => {
      const visitor = people.visitors[index] ?? assert.fail()
      const working = burst(people, steps)
      const widgets = []
      for (let n = 0; n < 4; n += 1) widgets.push(await openWidget(visitor))
      await working
      const fresh = await openWidget(visitor)
      for (const widget of widgets) {
        // Who was blocked for a moment has come again.
        if (widget.client.socket.readyState !== widget.client.socket.OPEN) continue
        await widget.client.settled()
        assert.deepEqual(widget.state().map(line), fresh.state().map(line))
        for (const [index, { from, unread }] of widget.state().entries())
          if (from === 1) assert.equal(unread, fresh.state()[index]?.unread)
      }
      await Promise.all([...widgets, fresh].map(({ client }) => client.close()))
    }),
    { numRuns: 6, endOnFailure: true },
  )

  function comeUntilWelcome(visitor: Visitor): Promise<LiveClient> {
    return app.live(visitor).catch(() => comeUntilWelcome(visitor))
  }

  async function openWidget(visitor: Visitor) {
    // Who is blocked just then is asked to come again.
    const client = await comeUntilWelcome(visitor)
    let state: Conversation[] = afterWelcome([], known<VisitorWelcome>(client.welcome))
    const hear = (topic: string, e: EventView) => {
      const id = idOf(topic)
      const before = state.find((each) => each.id === id) ?? fromNothing(id)
      const applied = applyEvent(before, e)
      // Of an emptied message that is not here a widget asks the server: all else it can tell by itself.
      const asks = applied === null && e.type === 'message.redacted' && e.p === before.position + 1
      const next = asks ? { ...before, position: e.p, events: [...before.events, e] } : applied
      assert.ok(next !== null, `a gap before ${e.p} of ${topic}`)
      state = [...state.filter((each) => each.id !== id), next].sort((a, b) => a.id - b.id)
    }
    for (const frame of client.frames) if (frame.t === 'event') hear(frame.topic, frame.e)
    client.onFrame((frame) => {
      if (frame.t === 'event') hear(frame.topic, frame.e)
    })
    return { client, state: () => state }
  }

  /** A redacted last line is known only to who holds the thread; so is who spoke last beside who serves. */
  function line({ id, position, live, ended, read, peopleRead }: Conversation) {
    return { id, position, live, ended, read, peopleRead }
  }
})

test('the inbox: every live list is the list as it is, and its counts are the rows counted [TK8]', async () => {
  const people = await crowd()
  const { app } = people
  const views = [...VIEWS, ...(await customViews(app, people.agents[0] ?? assert.fail()))]
  await fc.assert(
    fc.asyncProperty(bursts(), fc.nat(2), async (steps, index) => {
      const agent = people.agents[index] ?? assert.fail()
      const inbox = await openInbox(agent)
      await burst(people, steps)
      await inbox.equals()
      await inbox.client.close()
    }),
    { numRuns: 6, endOnFailure: true },
  )

  async function openInbox(agent: Agent) {
    const client = await app.live(agent)
    const lists = new Map<string, { order: number[]; rows: Map<number, InboxRow> }>()
    let counts: Record<string, number> | null = null
    const merge = (view: string, order: number[], rows: InboxRow[]) => {
      const list = lists.get(view) ?? { order: [], rows: new Map<number, InboxRow>() }
      for (const row of rows) list.rows.set(row.conversationId, row)
      assert.ok(
        order.every((id) => list.rows.has(id)),
        'a row in order that was never told',
      )
      for (const id of list.rows.keys()) if (!order.includes(id)) list.rows.delete(id)
      lists.set(view, { ...list, order })
    }
    client.onFrame((frame) => {
      if (frame.t === 'list') merge(frame.id, frame.order, known<InboxRow[]>(frame.rows))
      if (frame.t === 'counts') counts = frame.counts
    })
    for (const view of views) {
      const { order, rows } = await client.watch<{ order: number[]; rows: InboxRow[] }>(view, view, 100)
      merge(view, order, rows)
    }
    const rowsOf = (view: string) => lists.get(view)?.order.map((id) => lists.get(view)?.rows.get(id)) ?? []
    return { client, equals }

    /** Lists are at most a quarter of a second behind, and the next turn after that. */
    async function equals(): Promise<void> {
      for (let left = 40; ; left -= 1)
        try {
          for (const view of views) {
            const { rows } = await app.as(agent).get<InboxPage>('/api/v1/inbox', { view, limit: '100' })
            assert.deepEqual(rowsOf(view), rows, view)
            if (counts !== null && counts[view] !== undefined)
              assert.equal(counts[view], rows.length, `the count of ${view}`)
            assert.ok(counts === null || counts[view] !== undefined, `${view} is counted`)
          }
          return
        } catch (error) {
          if (left === 0) throw error
          await new Promise((resolve) => setTimeout(resolve, 100))
        }
    }
  }
})

/** Custom views of all kinds: whoever looks, closed ones, in groups, and what SQL alone cannot ask. */
async function customViews(app: TestApp, admin: Agent): Promise<ListKey[]> {
  const definitions: Pick<ViewDefinition, 'conditions' | 'group' | 'sort'>[] = [
    {
      conditions: { all: [{ field: 'assigneeId', operator: 'is', value: 'me' }], any: [] },
      group: 'status',
      sort: { by: 'updatedAt', direction: 'asc' },
    },
    {
      conditions: { all: [{ field: 'status', operator: 'is_not', value: 'open' }], any: [] },
      group: null,
      sort: { by: 'activityAt', direction: 'desc' },
    },
    {
      conditions: {
        all: [],
        any: [
          { field: 'tags', operator: 'present' },
          { field: 'groupId', operator: 'absent' },
        ],
      },
      group: 'assigneeId',
      sort: { by: 'waitingSince', direction: 'asc' },
    },
    {
      conditions: { all: [{ field: 'subject', operator: 'not_matches', value: '^x' }], any: [] },
      group: null,
      sort: { by: 'subject', direction: 'desc' },
    },
  ]
  const keys: ListKey[] = []
  for (const [index, definition] of definitions.entries()) {
    const view = { title: `View ${index}`, active: true, sharing: { with: 'everybody' } }
    const columns = ['subject', 'tags', 'updatedAt']
    const { id } = await app
      .as(admin)
      .run<{ id: number }>('view.save', { ...view, definition: { ...definition, columns } })
    keys.push(`v${id}`)
  }
  await app.reloadViews()
  return keys
}

test('counts: the cube is a fresh count after all of it, and so are those of custom views [TK4]', async () => {
  const { app } = await crowd()
  assert.equal(await app.counts.drift(), 0)
  assert.equal(await app.viewCounts.drift(), 0)
})
