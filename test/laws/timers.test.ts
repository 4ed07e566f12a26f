import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import sql from 'sql-template-tag'
import { prepareJobs } from '../../server/platform/jobs/run-jobs.ts'
import { metrics, slaPriorities } from '../../server/tickets/pure/sla-metrics.ts'
import { type Agent, startApp, type TestApp } from '../kit/app.ts'
import { createTestDatabase, whenDone } from '../kit/database.ts'
import { servedSession, type Session } from '../kit/sessions.ts'
import { survey } from '../kit/surveys.ts'

/**
 * Law 9: a timer fires once, also after a crash. Two nodes share a database; while what is due fires, connections end in the
 * middle of a firing, statements fail, and the one that fires loses its lock to the other, again and again.
 */

const LATE = 'Nobody has solved this'
const SOON = 'Somebody will be with you in a moment'
const QUIET = 'Are you still there?'

/** A clock of each kind that acts on a conversation by itself. */
async function clocks(app: TestApp, admin: Agent): Promise<number> {
  const as = app.as(admin)
  const rule = (kind: string, definition: object) =>
    as.run('rule.save', { kind, title: kind, category: '', active: true, definition })
  await rule('automation', {
    conditions: { all: [{ field: 'customerAt', operator: 'at_least', value: 1 }], any: [] },
    actions: [{ do: 'add_note', text: LATE }],
  })
  await rule('messaging_trigger', {
    event: 'message_sent',
    once: true,
    conditions: { all: [], any: [] },
    actions: [
      { do: 'wait', seconds: 600 },
      { do: 'send_message', texts: { en: SOON } },
    ],
  })
  const aims = { business: false, ...Object.fromEntries(metrics.map((metric) => [metric, null])), resolution: 50 }
  await as.run('sla_policy.save', {
    name: 'Within fifty minutes',
    active: true,
    conditions: { all: [], any: [] },
    scheduleId: null,
    targets: Object.fromEntries(slaPriorities.map((priority) => [priority, aims])),
  })
  await survey(app, admin, { atSolve: false, atSessionEnd: true, delayMinutes: 5 })
  const { id: styleId } = await as.run<{ id: number }>('style.save', {
    kind: 'custom',
    name: 'Quiet',
    closeAfterSeconds: 1_800,
    undoSeconds: 0,
    inactivity: { steps: [{ afterMinutes: 15, text: { en: QUIET }, status: null, tags: [] }], endAfterMinutes: 10 },
  })
  const channelId = await app.channel()
  const channel = (await as.get<{ id: number }[]>('/api/v1/channels')).find(({ id }) => id === channelId)
  const { kind: _, key: __, signingKeys: ___, snippet: ____, ...saved } = (channel ?? {}) as Record<string, unknown>
  await as.run('channel.save', { ...saved, styleId })
  return channelId
}

/** Of nine statements that write events, one ends its connection, one is given up, one fails; three take longer than it takes the other node to begin. */
async function faults({ db }: TestApp): Promise<(on: boolean) => Promise<unknown>> {
  await db.run(sql`create table test_faults (is_on boolean not null)`)
  await db.run(sql`insert into test_faults values (false)`)
  await db.run(sql`create sequence test_fault_numbers`)
  await db.run(sql`create function test_fault() returns trigger language plpgsql as $$
    declare n bigint;
    begin
      if (select is_on from test_faults) then
        n := nextval('test_fault_numbers');
        if n % 9 = 1 then perform pg_terminate_backend(pg_backend_pid()); perform pg_sleep(5); end if;
        if n % 9 = 4 then raise exception 'given up' using errcode = '40P01'; end if;
        if n % 9 = 7 then raise exception 'it breaks'; end if;
        if n % 3 = 2 then perform pg_sleep(1.5); end if;
      end if;
      return null;
    end $$`)
  await db.run(sql`create trigger test_fault after insert on events for each statement execute function test_fault()`)
  return (on) => db.run(sql`update test_faults set is_on = ${on}`)
}

/** Whoever fires them loses its lock; firings under way go on, and the other one begins. */
const loseLocks = ({ db }: TestApp) =>
  db.run(sql`select pg_terminate_backend(pid) from pg_stat_activity
             where application_name = 'causerie-lock' and datname = current_database()`)

type Count = { what: string; n: number }
/** What clocks have done to a conversation, and how often. */
const doneTo = async ({ app, conversationId, topic }: Session): Promise<Record<string, number>> => {
  const rows = await app.db.rows<Count>(sql`
    select content->>'text' as what, count(*)::int as n from messages
    where conversation_id = ${conversationId} and author_kind in ('rule', 'system') group by 1
    union all select type, count(*)::int from events
    where stream = ${topic} and type in ('session.ended', 'sla.breached', 'survey.offered', 'conversation.closed') group by 1
    union all select 'fired', count(*)::int from rule_firings f join tickets t on t.id = f.ticket_id
    join rules r on r.id = f.rule_id where t.conversation_id = ${conversationId} and r.kind = 'automation'
    union all select 'mail', count(*)::int from mails where conversation_id = ${conversationId} and kind = 'unread'`)
  return Object.fromEntries(rows.map(({ what, n }) => [what, n]))
}

test('a timer of any kind fires once, whatever breaks and whoever fires it [law 9] [RU8] [RU18] [QU2] [SL3] [SV1] [S0.18]', async () => {
  const database = await createTestDatabase()
  whenDone(() => database.drop())
  // Nobody delivers what is owed: it is counted.
  const mail = { SMTP_URL: 'smtp://127.0.0.1:9', MAIL_FROM: 'support@acme.example' }
  const app = await startApp(mail, database)
  const other = await startApp(mail, database)
  await prepareJobs(app.db, app.databaseUrl)
  const admin = await app.administrator()
  const channelId = await clocks(app, admin)
  for (const node of [app, other]) {
    await Promise.all([node.reloadChannels(), node.surveys.load(), node.reloadSla(), node.reloadRules()])
  }
  const waiting: Session[] = []
  const solved: Session[] = []
  for (let n = 0; n < 8; n += 1) {
    const session = await servedSession({ app, visitor: await app.visitor(channelId) })
    await app.as(session.visitor).run('visitor.details', { email: `ada-${n}@shop.example` })
    await app.db.run(sql`update contact_identities set verified_by = 'jwt', verified_at = now()
                         where contact_id = ${session.visitor.contactId}`)
    await session.say('Hello?')
    await session.reply('One moment')
    if (n >= 5) await session.solve()
    ;(n < 5 ? waiting : solved).push(session)
  }
  const turnFaults = await faults(app)
  for (let stage = 0; stage < 7; stage += 1) {
    await turnFaults(true)
    const passing = app.later(600)
    for (let flip = 0; flip < 4; flip += 1) {
      await pause(400)
      await loseLocks(app)
    }
    await passing
    // What broke is tried again after a minute.
    await turnFaults(false)
    await app.later(61)
  }
  const { n } = await app.db.row<{ n: number }>(sql`select last_value::int as n from test_fault_numbers`)
  assert.ok(n > 18, `only ${n} statements could fail`)
  for (const session of waiting)
    assert.deepEqual(await doneTo(session), {
      [LATE]: 1,
      [SOON]: 1,
      [QUIET]: 1,
      'session.ended': 1,
      'sla.breached': 1,
      'survey.offered': 1,
      fired: 1,
      mail: 1,
    })
  for (const session of solved) {
    const done = await doneTo(session)
    assert.deepEqual([done['conversation.closed'], done['session.ended'], done[SOON], done['mail']], [1, 1, 1, 1])
    assert.equal(done[LATE], undefined, 'what is closed is not late')
  }
})
