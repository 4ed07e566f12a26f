// reason: one behaviour after another on one running application, which is slow to start
import assert from 'node:assert/strict'
import { afterEach, before, test } from 'node:test'
import sql from 'sql-template-tag'
import { type Agent, testApp, type TestApp } from '../../../test/kit/app.ts'
import { refused } from '../../../test/kit/people.ts'
import { trigger } from '../../../test/kit/rules.ts'
import { servedSession, waitingSession } from '../../../test/kit/sessions.ts'
import { uuid7 } from '../../platform/ids.ts'
import type { RuleFiringView, RuleVersionView, RuleView } from '../contract.ts'
import { deleteFirings } from '../queries.ts'

let app: TestApp
let admin: Agent
before(async () => {
  app = await testApp()
  admin = await app.administrator()
})
/** Each test has the triggers it makes, and no others. */
afterEach(async () => {
  await app.db.run(sql`update rules set active = false`)
  await app.reloadRules()
})

/** A hundred values of many words each. */
const WORDY = Array.from({ length: 100 }, (_, n) => `a b c d e f g h ${n}`)

type StoredUpdate = {
  changes: Record<string, unknown>
  rules: { rule: number; title: string; changes: object; did: string[] }[] | null
}
const updatesOf = (conversationId: number) =>
  app.as(admin).get<StoredUpdate[]>(`/api/v1/conversations/${conversationId}/updates`)

test('a trigger fires inside the update, and its changes bear its mark [RU1] [RU3] [S1.17]', async () => {
  const made = await trigger(app, admin, {
    title: 'Refunds are urgent',
    all: [
      { field: 'kind', operator: 'is', value: 'created' },
      { field: 'message', operator: 'contains_any', value: ['order'] },
    ],
    actions: [
      { do: 'set_priority', priority: 'urgent' },
      { do: 'add_tags', tags: ['Order'] },
    ],
  })
  const session = await waitingSession({ app })
  const ticket = await session.ticket()
  assert.equal(ticket.priority, 'urgent')
  assert.deepEqual(ticket.tags, ['order'])
  const [update] = await updatesOf(session.conversationId)
  assert.deepEqual(update?.rules, [
    {
      rule: made.id,
      version: 1,
      title: 'Refunds are urgent',
      changes: { priority: [null, 'urgent'], tags: [[], ['order']] },
      did: [],
    },
  ])
  const firings = await app.as(admin).get<RuleFiringView[]>(`/api/v1/rules/${made.id}/firings`)
  assert.equal(firings.length, 1)
  assert.equal(firings[0]?.conversationId, session.conversationId)
})

test('in order, from the top again, each once: one trigger makes another run [RU1]', async () => {
  await trigger(app, admin, {
    title: 'Second',
    all: [{ field: 'tags', operator: 'contains_any', value: ['first'] }],
    actions: [
      { do: 'add_tags', tags: ['second'] },
      { do: 'set_priority', priority: 'high' },
    ],
  })
  await trigger(app, admin, {
    title: 'First',
    all: [{ field: 'priority', operator: 'changed_to', value: 'low' }],
    actions: [{ do: 'add_tags', tags: ['first'] }],
  })
  const session = await servedSession({ app })
  await session.change({ priority: 'low' })
  const ticket = await session.ticket()
  assert.deepEqual(ticket.tags, ['first', 'second'])
  assert.equal(ticket.priority, 'high')
  const [update] = await updatesOf(session.conversationId)
  assert.deepEqual(
    update?.rules?.map(({ title }) => title),
    ['First', 'Second'],
  )
  assert.deepEqual(update?.changes['priority'], [null, 'high'])
})

test('a trigger that finds everything as it wants has not fired [RU2]', async () => {
  const made = await trigger(app, admin, {
    all: [{ field: 'status', operator: 'is', value: 'open' }],
    actions: [{ do: 'add_tags', tags: ['seen'] }],
  })
  const session = await servedSession({ app })
  await session.reply('Hello')
  await session.reply('Anybody there?')
  const [own] = (await app.as(admin).get<RuleView[]>('/api/v1/rules', { kind: 'trigger' })).filter(
    ({ id }) => id === made.id,
  )
  assert.equal(own?.fired.times, 1)
})

test('when it acted last is told beyond the thirty days that are counted; what is long past is let go [S1.17]', async () => {
  const made = await trigger(app, admin, {
    all: [{ field: 'kind', operator: 'is', value: 'created' }],
    actions: [{ do: 'add_tags', tags: ['once'] }],
  })
  await waitingSession({ app })
  const fired = async () =>
    (await app.as(admin).get<RuleView[]>('/api/v1/rules', { kind: 'trigger' })).find(({ id }) => id === made.id)?.fired
  const ago = (days: number) =>
    app.db.run(sql`update rule_firings set at = now() - make_interval(days => ${days}::int) where rule_id = ${made.id}`)
  assert.equal((await fired())?.times, 1)
  await ago(40)
  assert.deepEqual([(await fired())?.times, (await fired())?.lastAt === null], [0, false])
  await ago(91)
  await app.db.run(sql`update rule_firings set at = now() - interval '91 days'`)
  assert.ok((await deleteFirings(app.db, new Date(Date.now() - 90 * 86_400_000))) > 0)
  assert.equal((await fired())?.lastAt, null)
})

test('two triggers that undo each other end, and the update says so [RU5]', async () => {
  await trigger(app, admin, {
    title: 'Up',
    all: [{ field: 'priority', operator: 'is', value: 'low' }],
    actions: [{ do: 'set_priority', priority: 'high' }],
  })
  await trigger(app, admin, {
    title: 'Down',
    all: [{ field: 'priority', operator: 'is', value: 'high' }],
    actions: [{ do: 'set_priority', priority: 'low' }],
  })
  const session = await servedSession({ app })
  await session.change({ priority: 'low' })
  assert.equal((await session.ticket()).priority, 'low')
  const [update] = await updatesOf(session.conversationId)
  assert.deepEqual(
    update?.rules?.map(({ title, did }) => [title, did]),
    [
      ['Up', ['loop_stopped']],
      ['Down', []],
    ],
  )
})

test('why a session ended is a condition; ticket triggers go on after the end [S1.15] [S1.17] [S1.18]', async () => {
  await trigger(app, admin, {
    all: [{ field: 'sessionEndReason', operator: 'changed_to', value: 'agent' }],
    actions: [
      { do: 'set_status', status: 'solved' },
      { do: 'add_tags', tags: ['ended_by_agent'] },
    ],
  })
  const session = await servedSession({ app })
  await session.end()
  const ticket = await session.ticket()
  assert.equal(ticket.status, 'solved')
  assert.deepEqual(ticket.tags, ['ended_by_agent'])
  const other = await servedSession({ app })
  await other.end(other.visitor)
  assert.equal((await other.ticket()).status, 'open', 'the customer ended it himself')
})

test('a trigger closes what is solved: the conversation closes with it [S0.13]', async () => {
  await trigger(app, admin, {
    all: [{ field: 'status', operator: 'changed_to', value: 'solved' }],
    actions: [{ do: 'set_status', status: 'closed' }],
  })
  const session = await servedSession({ app })
  await session.solve()
  const { ticket, conversation } = await session.snapshot()
  assert.equal(ticket?.status, 'closed')
  assert.equal(conversation.state, 'closed')
  assert.deepEqual(conversation.session, { ...conversation.session, state: 'ended', endReason: 'rule' })
})

test('a rule ends the session, leaves a note with its words filled in, and tells somebody', async () => {
  const made = await trigger(app, admin, {
    title: 'Spam',
    all: [{ field: 'message', operator: 'contains_any', value: ['casino'] }],
    actions: [
      { do: 'end_session' },
      { do: 'add_note', text: 'Ticket {{ticket.id}} of {{ contact.name }}: {{ticket.subject}}' },
      { do: 'notify', whom: 'assignee', text: 'Look at {{ticket.id}}' },
    ],
  })
  const session = await servedSession({ app })
  await session.say('Come to my casino')
  const { conversation, thread, ticket } = await session.snapshot()
  assert.equal(conversation.session.endReason, 'rule')
  const note = thread.events.findLast(({ type }) => type === 'message.sent')
  assert.deepEqual(note?.by, { kind: 'rule', id: made.id })
  assert.match(JSON.stringify(note?.data), new RegExp(`Ticket ${ticket?.id} of `))
  const told = await app.as(session.agent).get<{ kind: string; text: string }[]>('/api/v1/me/notifications')
  assert.deepEqual([told[0]?.kind, told[0]?.text], ['rule', `Look at ${ticket?.id}`])
})

test('what a rule cannot do is noted, and the update goes through [RU4]', async () => {
  const made = await trigger(app, admin, {
    all: [{ field: 'kind', operator: 'is', value: 'created' }],
    actions: [{ do: 'set_status', status: 'solved' }],
  })
  const session = await waitingSession({ app })
  assert.equal((await session.ticket()).status, 'new')
  const [firing] = await app.as(admin).get<RuleFiringView[]>(`/api/v1/rules/${made.id}/firings`)
  assert.equal(firing?.failure, 'solve_needs_assignee')
})

test('a rule that breaks never blocks a customer, and is switched off, visibly [RU4]', async () => {
  const made = await trigger(app, admin, {
    title: 'Broken',
    all: [{ field: 'message', operator: 'contains_any', value: ['break'] }],
    actions: [{ do: 'add_note', text: 'x' }],
  })
  const session = await servedSession({ app })
  // What no check of a definition could foresee: a statement of the rule's own fails.
  await app.db.run(sql`create function refuse_notes() returns trigger language plpgsql as $$
    begin if new.author_kind = 'rule' then raise exception 'no notes today'; end if; return new; end $$`)
  await app.db.run(
    sql`create trigger refuse_notes before insert on messages for each row execute function refuse_notes()`,
  )
  try {
    let tries = 0
    for (;;) {
      const [rule] = (await app.as(admin).get<RuleView[]>('/api/v1/rules', { kind: 'trigger' })).filter(
        ({ id }) => id === made.id,
      )
      if (rule?.active === false) {
        assert.match(rule.failure?.reason ?? '', /no notes today/)
        break
      }
      assert.ok((tries += 1) < 200, 'it is never switched off')
      app.forgetFailures()
      await session.say('break it')
    }
  } finally {
    await app.db.run(sql`drop trigger refuse_notes on messages`)
  }
  await session.say('and on')
})

test('however many rules break at once, the customer is heard at the first try [RU4] [law 11]', async () => {
  const broken: number[] = []
  for (let n = 0; n < 9; n += 1)
    broken.push(
      (
        await trigger(app, admin, {
          title: `Broken ${n}`,
          all: [{ field: 'message', operator: 'contains_any', value: ['snap'] }],
          actions: [{ do: 'add_note', text: `x${n}` }],
        })
      ).id,
    )
  await trigger(app, admin, {
    all: [{ field: 'message', operator: 'contains_any', value: ['snap'] }],
    actions: [{ do: 'add_tags', tags: ['whole'] }],
  })
  const session = await servedSession({ app })
  await app.db.run(sql`create or replace function refuse_notes() returns trigger language plpgsql as $$
    begin if new.author_kind = 'rule' then raise exception 'no notes today'; end if; return new; end $$`)
  await app.db.run(
    sql`create trigger refuse_notes before insert on messages for each row execute function refuse_notes()`,
  )
  try {
    await session.say('snap')
    // What an agent does goes through a lane of its own.
    app.forgetFailures()
    await session.reply('snap')
  } finally {
    await app.db.run(sql`drop trigger refuse_notes on messages`)
    app.forgetFailures()
  }
  assert.deepEqual((await session.ticket()).tags, ['whole'], 'and the rules that are whole have acted')
  assert.equal(broken.length, 9)
})

test('what a rule did before one of its actions was refused stays told [RU3] [RU4]', async () => {
  const made = await trigger(app, admin, {
    title: 'Half',
    all: [{ field: 'kind', operator: 'is', value: 'created' }],
    actions: [
      { do: 'set_priority', priority: 'high' },
      // Nobody has it yet: a note without words.
      { do: 'add_note', text: '{{assignee.name}}' },
      { do: 'notify', whom: admin.userId, text: 'Look' },
    ],
  })
  const session = await waitingSession({ app })
  assert.equal((await session.ticket()).priority, 'high')
  const [update] = await updatesOf(session.conversationId)
  assert.deepEqual(update?.rules?.[0]?.changes, { priority: [null, 'high'] })
  assert.deepEqual(update?.rules?.[0]?.did, [`notify:${admin.userId}`])
  const [firing] = await app.as(admin).get<RuleFiringView[]>(`/api/v1/rules/${made.id}/firings`)
  assert.deepEqual(
    [firing?.failure, firing?.changes, firing?.did],
    ['message_empty', { priority: [null, 'high'] }, [`notify:${admin.userId}`]],
  )
})

test('more triggers than one update may have end at the cap, and the update says so [RU1]', async () => {
  const all = [{ field: 'priority', operator: 'changed_to', value: 'urgent' }]
  for (let n = 0; n < 101; n += 1)
    await app.as(admin).run('rule.save', {
      kind: 'trigger',
      title: `Cap ${n}`,
      category: '',
      active: true,
      definition: { conditions: { all, any: [] }, actions: [{ do: 'add_tags', tags: [`n${n}`] }] },
    })
  await app.reloadRules()
  const session = await servedSession({ app })
  await session.change({ priority: 'urgent' })
  assert.equal((await session.ticket()).tags.length, 100)
  const [update] = await updatesOf(session.conversationId)
  assert.deepEqual(update?.rules?.at(-1)?.did, ['cut_off'])
})

test('what fails before a rule, in the same transaction, is not held against it [RU4]', async () => {
  const made = await trigger(app, admin, {
    all: [{ field: 'message', operator: 'contains_any', value: ['collide'] }],
    actions: [{ do: 'add_note', text: 'x' }],
  })
  const session = await servedSession({ app })
  // The customer's message is sent on, and given up once, as in a deadlock, while the rule already asks.
  await app.db.run(sql`create sequence collisions`)
  await app.db.run(sql`create function collide_once() returns trigger language plpgsql as $$
    begin if new.author_kind = 'contact' and nextval('collisions') = 1 then raise exception 'a deadlock' using errcode = '40P01'; end if;
    return new; end $$`)
  await app.db.run(
    sql`create trigger collide_once before insert on messages for each row execute function collide_once()`,
  )
  try {
    await session.say('collide')
  } finally {
    await app.db.run(sql`drop trigger collide_once on messages`)
  }
  const [firing] = await app.as(admin).get<RuleFiringView[]>(`/api/v1/rules/${made.id}/firings`)
  assert.deepEqual(firing?.did, ['note'])
})

test('saving checks everything, names the place, and keeps the old version [RU6]', async () => {
  const definition = {
    conditions: { all: [{ field: 'status', operator: 'is', value: 'open' }], any: [] },
    actions: [{ do: 'set_priority', priority: 'low' }],
  }
  const save = (change: object, more: object = {}) =>
    app.as(admin).run('rule.save', {
      kind: 'trigger',
      title: 'T',
      category: '',
      active: false,
      definition: { ...definition, ...change },
      ...more,
    })
  const conditions = (...all: object[]) => ({ conditions: { all, any: [] } })
  const wrong: [object, RegExp][] = [
    [conditions({ field: 'nonsense', operator: 'is', value: 1 }), /conditions\.all\.0.*unknown_field/],
    [conditions({ field: 'inStatusSince', operator: 'greater', value: 1 }), /unknown_field/],
    [conditions({ field: 'status', operator: 'contains_any', value: ['open'] }), /wrong_operator/],
    [conditions({ field: 'status', operator: 'is', value: 'opened' }), /value_wrong/],
    [conditions({ field: 'status', operator: 'is' }), /value_missing/],
    [conditions({ field: 'assigneeId', operator: 'is', value: 1e300 }), /value_wrong/],
    [
      conditions(...Array.from({ length: 10_000 }, () => ({ field: 'status', operator: 'is', value: 'open' }))),
      /conditions\.all"?,"message":"value_large/,
    ],
    [
      conditions(...Array.from({ length: 50 }, () => ({ field: 'message', operator: 'contains_any', value: WORDY }))),
      /conditions\.all\.\d+.*value_large/,
    ],
    [conditions({ field: 'status', operator: 'one_of', value: [] }), /value_missing/],
    [conditions(), /conditions.*missing/],
    [{ actions: [] }, /actions/],
    [{ actions: [{ do: 'assign', to: 999_999 }] }, /actions\.0.*user_unknown/],
    [{ actions: [{ do: 'move', groupId: 999_999 }] }, /actions\.0.*group_unknown/],
    [{ actions: [{ do: 'add_note', text: '{{ticket.nothing}}' }] }, /placeholder_unknown ticket\.nothing/],
    [{ actions: [{ do: 'delete_everything' }] }, /actions/],
  ]
  for (const [change, message] of wrong)
    await assert.rejects(save(change), (error: { code?: string; details?: unknown }) => {
      assert.equal(error.code, 'rule_invalid')
      assert.match(JSON.stringify(error.details), message)
      return true
    })
  const made = (await save({})) as { id: number }
  await assert.rejects(save({ actions: [] }, { id: made.id }), refused('rule_invalid'))
  const versions = await app.as(admin).get<RuleVersionView[]>(`/api/v1/rules/${made.id}/versions`)
  assert.deepEqual(
    versions.map(({ version }) => version),
    [1],
  )
})

test('each save is a version; an old one is restored; a stale edit is refused [RU6]', async () => {
  const made = await trigger(app, admin, {
    title: 'First words',
    all: [{ field: 'status', operator: 'is', value: 'open' }],
    actions: [{ do: 'add_tags', tags: ['a'] }],
  })
  const definition = {
    conditions: { all: [{ field: 'status', operator: 'is', value: 'open' }], any: [] },
    actions: [{ do: 'add_tags', tags: ['b'] }],
  }
  const edit = { id: made.id, kind: 'trigger', title: 'Second words', category: 'c', active: true, definition }
  await app.as(admin).run('rule.save', { ...edit, version: 1 })
  await assert.rejects(app.as(admin).run('rule.save', { ...edit, version: 1 }), refused('rule_changed_meanwhile'))
  await app.as(admin).run('rule.restore', { ruleId: made.id, version: 1 })
  const [newest] = await app.as(admin).get<RuleVersionView[]>(`/api/v1/rules/${made.id}/versions`)
  assert.deepEqual([newest?.version, newest?.title, newest?.authorId], [3, 'First words', admin.userId])
})

test('rules are put in order; not over what somebody added meanwhile', async () => {
  const one = {
    all: [{ field: 'status', operator: 'is', value: 'open' } as const],
    actions: [{ do: 'end_session' } as const],
  }
  await trigger(app, admin, one)
  await trigger(app, admin, one)
  const list = async () =>
    (await app.as(admin).get<RuleView[]>('/api/v1/rules', { kind: 'trigger' })).map(({ id }) => id)
  const before = await list()
  const turned = before.toReversed().map((id) => ({ id, category: 'all' }))
  await app.as(admin).run('rule.order', { kind: 'trigger', rules: turned })
  assert.deepEqual(await list(), before.toReversed())
  await assert.rejects(
    app.as(admin).run('rule.order', { kind: 'trigger', rules: turned.slice(1) }),
    refused('rules_changed_meanwhile'),
  )
})

test('messages sent together are each an update of their own', async () => {
  await trigger(app, admin, {
    all: [{ field: 'message', operator: 'contains_any', value: ['urgent'] }],
    actions: [{ do: 'set_priority', priority: 'urgent' }],
  })
  const session = await servedSession({ app })
  const other = await servedSession({ app })
  await Promise.all([
    session.say('nothing much', uuid7()),
    session.say('it is URGENT!', uuid7()),
    other.say('take your time', uuid7()),
  ])
  assert.equal((await session.ticket()).priority, 'urgent')
  assert.equal((await other.ticket()).priority, null)
})

test('a condition on a field that is switched off holds no more, at once [CO3]', async () => {
  const field = { kind: 'checkbox', title: { en: 'Fragile' }, customerTitle: {}, help: {}, options: [], pattern: null }
  const rights = { requiredOnSolve: false, customer: 'hidden' }
  const { id } = await app.as(admin).run<{ id: number }>('ticket_field.save', { ...field, ...rights, active: true })
  await app.as(admin).run('rule.save', {
    kind: 'trigger',
    title: 'Not fragile',
    category: '',
    active: true,
    definition: {
      conditions: { all: [{ field: `fields.${id}`, operator: 'is', value: false }], any: [] },
      actions: [{ do: 'add_tags', tags: ['sturdy'] }],
    },
  })
  const tagsOfNew = async () => (await (await waitingSession({ app })).ticket()).tags
  const until = async (isThere: boolean) => {
    for (let tries = 0; (await tagsOfNew()).includes('sturdy') !== isThere; tries += 1)
      assert.ok(tries < 200, isThere ? 'it never holds' : 'it holds on')
  }
  await until(true)
  await app.as(admin).run('ticket_field.save', { id, ...field, ...rights, active: false })
  await until(false)
})

test('a trigger may ask for a pattern in the message, and for the hour itself [S1.17]', async () => {
  await trigger(app, admin, {
    all: [
      { field: 'message', operator: 'matches', value: 'order\\s+\\d{4}' },
      { field: 'inBusinessHours', operator: 'is', value: true },
    ],
    actions: [{ do: 'add_tags', tags: ['numbered'] }],
  })
  await trigger(app, admin, {
    all: [{ field: 'onHoliday', operator: 'is', value: true }],
    actions: [{ do: 'add_tags', tags: ['holiday'] }],
  })
  assert.deepEqual((await (await waitingSession({ app })).ticket()).tags, ['numbered'], 'without a schedule it is open')
  const closed = { name: 'Never', timeZone: 'Europe/Paris', week: [], isDefault: true }
  const holiday = { name: 'All of it', from: '2020-01-01', to: '2020-12-31', yearly: true, hours: null }
  await app.as(admin).run('schedule.save', { ...closed, holidays: [holiday] })
  await app.reloadSchedules()
  assert.deepEqual((await (await waitingSession({ app })).ticket()).tags, ['holiday'])
})
