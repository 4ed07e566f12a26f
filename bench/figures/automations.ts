import { setTimeout as pause } from 'node:timers/promises'
import { type Client, connect } from '../parts/client.ts'
import { query } from '../parts/database.ts'
import { loadAverage, startCauserie } from '../parts/processes.ts'
import { addTag, saveRules } from '../parts/rules.ts'
import { seedInbox } from '../parts/seed-inbox.ts'
import { percentile } from '../parts/statistics.ts'
import type { Finding, Lab, Run } from './figure.ts'

const TICKETS = 100_000
const AUTOMATIONS = 500
const WATCHED_S = 60
const DRY_RUNS = 5

/** Rules of time over a grown installation, and what a dry run over its updates takes. */
export const automations: Run = {
  keys: ['automation_lateness_p99_ms', 'dry_run_ms_100k'],
  async measure(lab, wanted) {
    const { database, say } = lab
    const url = await database.create('automations')
    try {
      // Makes the tables; while they are filled, nothing else works on them.
      await (await startCauserie(url, database.folder)).stop()
      const { administrator } = await seedInbox(url, TICKETS)
      say(`Seeded ${TICKETS} tickets`)
      const server = await startCauserie(url, database.folder)
      const desk = await connect(server.port, { as: 'user' }, { cookie: administrator.token })
      try {
        const found: Record<string, Finding> = {}
        if (wanted.includes('dry_run_ms_100k')) found['dry_run_ms_100k'] = await dryRun(lab, desk, url)
        if (wanted.includes('automation_lateness_p99_ms'))
          found['automation_lateness_p99_ms'] = await lateness(lab, desk, url)
        return found
      } finally {
        desk.close()
        await server.stop()
      }
    } finally {
      await database.drop('automations')
    }
  },
}

/** A real update's row, once for each ticket; then a trigger that asks for words, and one that asks for what changed. */
async function dryRun({ say }: Lab, desk: Client, url: string): Promise<Finding> {
  const [one] = await query(url, `select conversation_id as id from inbox where status = 'open' limit 1`)
  const changes = { status: 'pending', tags: ['seeded'] }
  await desk.ask({ t: 'do', name: 'ticket.submit', input: { conversationId: Number(one?.['id']), changes } })
  await query(
    url,
    `insert into ticket_updates (ticket_id, at, actor_kind, actor_id, message_id, changes, state, kind)
     select t.id, now() - t.id * interval '1 second', 'contact', t.contact_id,
            (select m.id from messages m where m.conversation_id = t.conversation_id and m.author_kind = 'contact' limit 1),
            u.changes, u.state || jsonb_build_object('status', t.status, 'subject', t.subject), 'changed'
     from tickets t cross join (select changes, state from ticket_updates order by id desc limit 1) u`,
  )
  await query(url, 'analyze ticket_updates')
  const definitions = [
    [
      { field: 'by', operator: 'is', value: 'contact' },
      { field: 'message', operator: 'contains_any', value: ['order 4711'] },
    ],
    [
      { field: 'status', operator: 'changed_to', value: 'pending' },
      { field: 'subject', operator: 'contains_any', value: ['order'] },
      { field: 'priority', operator: 'absent' },
    ],
  ].map((all) => ({ conditions: { all, any: [] }, actions: [addTag('dry')] }))
  const medians: number[] = []
  const matched: unknown[] = []
  for (const definition of definitions) {
    const times: number[] = []
    for (let run = 0; run <= DRY_RUNS; run += 1) {
      const began = performance.now()
      const input = { kind: 'trigger', definition, days: 30 }
      const result = await desk.ask({ t: 'do', name: 'rule.dry_run', input })
      times.push(performance.now() - began)
      if (Number(result['looked']) < TICKETS) throw new Error(`only ${String(result['looked'])} updates were looked at`)
      if (run === 0) matched.push(result['matched'])
    }
    medians.push(percentile(times.slice(1), 0.5))
  }
  const value = Math.max(...medians)
  say(
    `Dry runs over ${TICKETS} updates: ${medians.map((each) => each.toFixed(0)).join(', ')} ms; load ${loadAverage()}`,
  )
  return { value, details: { medians, matched, loadAverage: loadAverage() } }
}

/**
 * Each automation waits for another age, of which some ticket comes of age each moment. From the instant on which an age is
 * reached to the transaction that acts.
 */
async function lateness({ say }: Lab, desk: Client, url: string): Promise<Finding> {
  const rules = Array.from({ length: AUTOMATIONS }, (_, n) => {
    // Ages 40 seconds apart are tickets apart; the rest spreads the instants.
    const hours = ((200 * n + (n % 20)) * 40 + ((n * 7.3) % 40) + 600) / 3_600
    const all = [
      { field: 'createdAt', operator: 'at_least', value: hours },
      { field: 'createdAt', operator: 'less', value: hours + 0.02 },
    ]
    const definition = { conditions: { all, any: [] }, actions: [addTag(`aged_${n}`)] }
    return { kind: 'automation', title: `Age ${n}`, definition }
  })
  const began = performance.now()
  await saveRules(desk, rules)
  for (;;) {
    const { replanning } = await desk.ask({ t: 'get', path: '/api/v1/rules/replanning' })
    if (replanning === null) break
    await pause(500)
  }
  const planned = (performance.now() - began) / 1_000
  say(`${AUTOMATIONS} automations saved and planned in ${planned.toFixed(0)} s; watching for ${WATCHED_S} s`)
  const [{ at } = { at: null }] = await query(url, 'select clock_timestamp() as at')
  await pause(WATCHED_S * 1_000)
  const rows = await query(
    url,
    `select extract(epoch from r.at - (t.created_at + (u.definition->'conditions'->'all'->0->>'value')::float8 * interval '1 hour'))::float8
              * 1000 as late
     from automation_runs r join tickets t on t.id = r.ticket_id join rules u on u.id = r.rule_id
     where t.created_at + (u.definition->'conditions'->'all'->0->>'value')::float8 * interval '1 hour' > $1
     order by 1`,
    [at],
  )
  const late = rows.map((row) => Number(row['late']))
  if (late.length < 20) return { value: null, reason: `only ${late.length} came of age` }
  const [p50, p99] = [percentile(late, 0.5), percentile(late, 0.99)]
  say(
    `Automations: ${late.length} acted, p50 ${p50.toFixed(0)} ms late, p99 ${p99.toFixed(0)} ms; load ${loadAverage()}`,
  )
  return { value: p99, details: { acted: late.length, p50, secondsToPlan: planned, loadAverage: loadAverage() } }
}
