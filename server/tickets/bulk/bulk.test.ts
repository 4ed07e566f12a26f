import assert from 'node:assert/strict'
import { test } from 'node:test'
import { refused } from '../../../test/kit/people.ts'
import { trigger } from '../../../test/kit/rules.ts'
import { sessionOf, start, waitingSession } from '../../../test/kit/sessions.ts'
import { known } from '../../../test/kit/known.ts'
import { prepareJobs } from '../../platform/jobs/run-jobs.ts'
import { createLogger } from '../../platform/log.ts'
import type { BulkReport, BulkView, InboxPage, UpdateView } from '../contract.ts'
import { bulkTasks } from './run-bulk-edit.ts'

async function several(count: number) {
  const first = await waitingSession({ role: 'team_lead' })
  const { app, agent } = first
  await prepareJobs(app.db, app.databaseUrl)
  const channel = await app.channel()
  const sessions = [first]
  while (sessions.length < count) {
    const visitor = await app.visitor(channel)
    const { conversationId } = await start(app, visitor, `Hello ${sessions.length}`)
    sessions.push(sessionOf(app, agent, visitor, conversationId))
  }
  const tasks = bulkTasks({ ...app, log: createLogger('silent') })
  const work = (payload: { id: number }) => tasks['bulk_edit']?.(payload)
  const ids = sessions.map(({ conversationId }) => conversationId)
  const begin = (changes: object, conversationIds = ids) =>
    app.as(agent).run<BulkView>('ticket.bulk_edit', { conversationIds, changes })
  const edit = async (changes: object, conversationIds = ids) => {
    const { id } = await begin(changes, conversationIds)
    await work({ id })
    return id
  }
  const hideAll = async (act: string) => {
    const { id } = await app.as(agent).run<BulkView>('ticket.bulk_edit', { conversationIds: ids, act })
    await work({ id })
    return id
  }
  const listed = async () =>
    (await app.as(agent).get<InboxPage>('/api/v1/inbox', { view: 'all', limit: '200' })).rows.filter((row) =>
      ids.includes(row.conversationId),
    ).length
  const undo = async (id: number) => {
    await app.as(agent).run('ticket.bulk_undo', { id })
    await work({ id })
  }
  const report = (id: number) => app.as(agent).get<BulkReport>(`/api/v1/bulk-edits/${id}`)
  const tickets = () => Promise.all(sessions.map((session) => session.ticket()))
  const sweep = () => tasks['bulk_sweep']?.({})
  return { app, agent, sessions, ids, sweep, hideAll, listed, begin, edit, undo, report, tickets, work }
}

test('many tickets change, each by one update of the person, with triggers; progress is told, and undone [TK14] [TK15]', async () => {
  const { app, agent, sessions, ids, edit, undo, report, tickets } = await several(45)
  const admin = await app.administrator()
  const rule = await trigger(app, admin, {
    all: [{ field: 'priority', operator: 'changed_to', value: 'urgent' }],
    actions: [{ do: 'add_tags', tags: ['fire'] }],
  })
  await sessions[1]?.change({ tags: ['old'] })
  const line = await app.live(agent)
  const id = await edit({ priority: 'urgent', assigneeId: agent.userId, addTags: ['Recall'], removeTags: ['old'] })
  for (const ticket of await tickets())
    assert.deepEqual(
      [ticket.priority, ticket.assigneeId, ticket.status, ticket.tags],
      ['urgent', agent.userId, 'open', ['fire', 'recall']],
    )
  const [update] = await app.as(agent).get<UpdateView[]>(`/api/v1/conversations/${ids[0]}/updates`)
  assert.deepEqual([update?.actorId, update?.rules?.map((mark) => mark.rule)], [agent.userId, [rule.id]])
  const done = await report(id)
  assert.deepEqual([done.state, done.total, done.done, done.refused], ['done', 45, 45, 0])
  await line.settled()
  const progress = line
    .events(`agent:${agent.userId}`)
    .filter(({ type }) => type === 'bulk_edit.progressed')
    .map(({ data }) => known<BulkView>(data))
  assert.deepEqual(
    progress.map((each) => [each.state, each.done]),
    [
      ['running', 20],
      ['running', 40],
      ['running', 45],
      ['done', 45],
    ],
  )
  // Something newer stays: one was made normal, another given away.
  await sessions[2]?.change({ priority: 'normal' })
  await undo(id)
  const after = await tickets()
  assert.deepEqual(
    after.map(({ priority }) => priority),
    ids.map((_, index) => (index === 2 ? 'normal' : null)),
  )
  // What the rule added stays: it was not part of the edit.
  assert.deepEqual(
    after.map(({ tags }) => tags),
    ids.map((_, index) => (index === 1 ? ['fire', 'old'] : ['fire'])),
  )
  assert.ok(after.every(({ assigneeId, status }) => assigneeId === null && status === 'open'))
  const undone = await report(id)
  assert.deepEqual([undone.state, undone.undone, undone.kept], ['undone', 45, 0])
  await assert.rejects(app.as(agent).run('ticket.bulk_undo', { id }), refused('bulk_undo_too_late'))
})

test('what one ticket refuses is told for it, the others go on [TK14]', async () => {
  const { app, agent, sessions, ids, edit, report } = await several(4)
  await sessions[0]?.change({ status: 'solved' })
  await app.later(3_600)
  const elsewhere = await app
    .as(await app.administrator())
    .run<{ id: number }>('group.save', { name: 'Bulk elsewhere', members: [] })
  const id = await edit({ groupId: elsewhere.id }, [...ids, 999_999])
  const { done, refused: no, refusals } = await report(id)
  assert.deepEqual([done, no], [3, 2])
  assert.deepEqual(
    refusals.map(({ conversationId, code, ticket }) => [conversationId, code, ticket?.subject ?? null]),
    [
      [ids[0], 'ticket_closed', 'Where is my order 4711?'],
      [999_999, 'conversation_not_found', null],
    ],
  )
  const other = await app.agent('team_lead')
  await assert.rejects(app.as(other).get(`/api/v1/bulk-edits/${id}`), refused('bulk_edit_not_found'))
  await assert.rejects(app.as(other).run('ticket.bulk_undo', { id }), refused('bulk_edit_not_found'))
  const narrow = await app.agent('agent', [])
  const { id: theirs } = await app
    .as(narrow)
    .run<BulkView>('ticket.bulk_edit', { conversationIds: ids, changes: { priority: 'low' } })
  await bulkTasks({ ...app, log: createLogger('silent') })['bulk_edit']?.({ id: theirs })
  const outOfReach = await app.as(narrow).get<BulkReport>(`/api/v1/bulk-edits/${theirs}`)
  assert.ok(outOfReach.refusals.some(({ code, ticket }) => code === 'conversation_not_found' && ticket === null))
  assert.ok(agent.userId !== narrow.userId)
})

test('solved comes back, also where it was told to somebody; while it runs and after ten minutes there is no undo [TK15]', async () => {
  const { app, agent, sessions, begin, undo, edit, tickets, work } = await several(2)
  await sessions[1]?.change({ status: 'pending' })
  const id = await edit({ status: 'solved' })
  assert.ok((await tickets()).every((ticket) => ticket.status === 'solved' && ticket.assigneeId === agent.userId))
  await undo(id)
  assert.deepEqual(
    (await tickets()).map(({ status, assigneeId, closesAt }) => [status, assigneeId, closesAt]),
    [
      ['open', null, null],
      ['pending', null, null],
    ],
  )
  const next = await begin({ priority: 'high' })
  await assert.rejects(app.as(agent).run('ticket.bulk_undo', { id: next.id }), refused('bulk_not_done'))
  await work({ id: next.id })
  await app.later(11 * 60)
  await assert.rejects(app.as(agent).run('ticket.bulk_undo', { id: next.id }), refused('bulk_undo_too_late'))
})

test('many are deleted, or marked as spam, and come back by the undo [TK14] [TK15] [TK18]', async () => {
  const { app, agent, ids, hideAll, undo, report, tickets, listed } = await several(23)
  for (const act of ['deleted', 'spam']) {
    const id = await hideAll(act)
    assert.deepEqual(await listed(), 0)
    assert.equal(await app.counts.drift(), 0)
    assert.equal((await report(id)).done, 23)
    await undo(id)
    assert.deepEqual(await listed(), 23)
    assert.equal((await tickets()).length, 23)
    assert.equal((await report(id)).undone, 23)
  }
  assert.equal(await app.counts.drift(), 0)
  const other = app.as(await app.agent())
  await assert.rejects(other.run('ticket.bulk_edit', { conversationIds: ids, act: 'deleted' }), refused('not_allowed'))
  assert.ok(agent.userId > 0)
})

test('whoever opens the desk again finds what is under way, and what can still be taken back; nobody else does', async () => {
  const { app, agent, begin, work, undo } = await several(2)
  const last = (who = agent) => app.as(who).get<BulkView | null>('/api/v1/bulk-edits')
  assert.equal(await last(), null)
  const { id } = await begin({ priority: 'high' })
  const running = await last()
  assert.deepEqual([running?.id, running?.state, running?.done, running?.total], [id, 'running', 0, 2])
  assert.equal(await last(await app.agent('team_lead')), null)
  await work({ id })
  assert.deepEqual([(await last())?.state, (await last())?.done], ['done', 2])
  await undo(id)
  assert.equal(await last(), null)
  const again = await begin({ priority: 'low' })
  await work({ id: again.id })
  await app.later(11 * 60)
  assert.equal(await last(), null)
})

test('what a killed process left half done is taken up by another one, and undone whole [TK14] [TK15]', async () => {
  const { app, agent, ids, begin, work, sweep, undo, report, tickets } = await several(23)
  const { id } = await begin({ priority: 'high', addTags: ['recall'] })
  // A worker took the job, did a piece, and is no more: the queue keeps its job locked for hours.
  const owed = async () =>
    (
      await app.db.rows<{ locked: boolean }>({
        name: 'test.bulk_jobs',
        text: `select locked_at is not null as locked from graphile_worker._private_jobs j
               where j.payload->>'id' = $1::text order by j.id`,
        values: [String(id)],
      })
    ).map(({ locked }) => locked)
  await app.db.run({
    name: 'test.lock_job',
    text: `update graphile_worker._private_jobs set locked_at = now(), locked_by = 'gone' where payload->>'id' = $1::text`,
    values: [String(id)],
  })
  await app.db.run({
    name: 'test.half',
    text: `update bulk_edit_items set state = 'refused', code = 'internal' where bulk_edit_id = $1 and conversation_id = $2`,
    values: [id, ids[0]],
  })
  await sweep()
  assert.deepEqual(await owed(), [true], 'one that has just gone on is left alone')
  await app.later(90)
  await sweep()
  assert.deepEqual(await owed(), [true, false])
  await sweep()
  assert.deepEqual(await owed(), [true, false], 'it is owed once')
  // Both at once, should the first one live after all: each ticket is changed once, and keeps what it was.
  await Promise.all([work({ id }), work({ id })])
  assert.deepEqual([(await report(id)).state, (await report(id)).done], ['done', 22])
  assert.ok((await tickets()).slice(1).every(({ priority }) => priority === 'high'))
  await undo(id)
  assert.ok((await tickets()).every(({ priority, tags }) => priority === null && tags.length === 0))
  assert.equal((await report(id)).undone, 22)
  assert.ok(agent.userId > 0)
})

test('spam of many: who wrote it is blocked where asked, by whoever may, and unblocked by the undo [TK14] [CT7]', async () => {
  const { app, agent, sessions, ids, undo, work } = await several(3)
  const spam = { conversationIds: ids, act: 'spam', blockContacts: true }
  const blocked = () =>
    Promise.all(
      sessions.map(async ({ visitor }) => {
        const [line] = await app.db.rows<{ is: boolean }>({
          name: 'test.blocked',
          text: 'select blocked_at is not null as is from contacts where id = $1',
          values: [visitor.contactId],
        })
        return line?.is
      }),
    )
  const { id } = await app.as(agent).run<BulkView>('ticket.bulk_edit', spam)
  await work({ id })
  assert.deepEqual(await blocked(), [true, true, true])
  await undo(id)
  assert.deepEqual(await blocked(), [false, false, false])
  const { roleId } = await app.as(await app.administrator()).run<{ roleId: number }>('role.save', {
    name: 'Replies, blocks nobody',
    permissions: ['conversations.read', 'conversations.reply'],
    scope: { tickets: 'all', brands: null },
  })
  await app.as(await app.administrator()).run('user.update', { userId: agent.userId, roleId })
  await assert.rejects(app.as(agent).run('ticket.bulk_edit', spam), refused('not_allowed'))
})

test('bad input is refused by its field, and starts nothing', async () => {
  const { app, agent, ids } = await several(1)
  for (const input of [
    { conversationIds: [], changes: { priority: 'low' } },
    { conversationIds: ids, changes: {} },
    { conversationIds: ids },
    { conversationIds: ids, changes: { priority: 'low' }, act: 'spam' },
    { conversationIds: ids, changes: { priority: 'low' }, blockContacts: true },
    { conversationIds: ids, act: 'deleted', blockContacts: true },
    { conversationIds: ids, changes: { status: 'closed' } },
    { conversationIds: ids, changes: { addTags: [] } },
    { conversationIds: Array.from({ length: 501 }, (_, n) => n + 1), changes: { priority: 'low' } },
  ])
    await assert.rejects(app.as(agent).run('ticket.bulk_edit', input), refused('invalid_input'))
})
