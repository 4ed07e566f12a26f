import { defaultSettings, type Level, type OfferView, type RoutingSettings } from '../../server/routing/contract.ts'
import { type Agent, type TestApp } from './app.ts'

/** Routing is on, with these settings. */
export async function routingOn(app: TestApp, admin: Agent, settings: Partial<RoutingSettings> = {}): Promise<void> {
  await app.as(admin).run('routing.save_settings', { ...defaultSettings, enabled: true, ...settings })
  await app.reloadRouting()
}

/** His desk is heard of for the length of the test, and he takes what this status lets in. */
export async function atWork(app: TestApp, agent: Agent, key: Level = 'online'): Promise<void> {
  await app.db.run({
    name: 'test.lease',
    text: `insert into agent_leases (user_id, until, active_at) values ($1, now() + interval '10 years', now())
           on conflict (user_id) do update set until = excluded.until`,
    values: [agent.userId],
  })
  const { id } = await app.db.row<{ id: number }>({
    name: 'test.status',
    text: 'select id from agent_statuses where key = $1',
    values: [key],
  })
  await app.as(agent).run('agent_status.choose', { statusId: id })
}

/** What he is offered now. */
export const offersTo = (app: TestApp, agent: Agent): Promise<OfferView[]> =>
  app.as(agent).get<OfferView[]>('/api/v1/me/offers')

/** Waits until it holds: routing is never asked, it acts by itself. */
export async function until<Value>(ask: () => Promise<Value | null | undefined | false>, what: string): Promise<Value> {
  for (const deadline = Date.now() + 60_000; Date.now() < deadline; ) {
    const found = await ask()
    if (found) return found
    await new Promise((resolve) => setTimeout(resolve, 25))
  }
  throw new Error(`never: ${what}`)
}

export const offerTo = (app: TestApp, agent: Agent): Promise<OfferView> =>
  until(async () => (await offersTo(app, agent))[0], `an offer to ${agent.name}`)

/** Loads as they are kept, and as counted from what is held. */
export const loadsOf = (app: TestApp) =>
  app.db.rows<{ userId: number; kept: number; held: number }>({
    name: 'test.loads',
    text: `select a.user_id as "userId", a.email + a.messaging + a.call as kept,
             (select count(*)::int from inbox i where (i.routing->>'holder')::bigint = a.user_id and i.routing->>'state' in ('held', 'offered')) as held
           from agent_states a order by 1`,
    values: [],
  })
