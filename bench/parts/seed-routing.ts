import { query } from './database.ts'
import { type SeededUser, seedUser } from './seed.ts'

const SKILLS = 5

/** So many agents, each with two of five skills, some of them in a second group; nobody is at work yet. */
export async function seedAgents(url: string, count: number): Promise<SeededUser[]> {
  await query(url, `insert into skills (name) select 'Skill ' || n from generate_series(1, ${SKILLS}) n`)
  await query(url, `insert into groups (name) values ('Second')`)
  const agents: SeededUser[] = []
  for (let n = 0; n < count; n += 1) agents.push(await seedUser(url, 'agent', n % 3 === 0 ? [1, 2] : [1]))
  const ids = `'{${agents.map(({ id }) => id).join()}}'::bigint[]`
  await query(
    url,
    `insert into agent_states (user_id, status_id, since) select id, (select id from agent_statuses where key = 'offline'), now()
     from unnest(${ids}) id on conflict do nothing`,
  )
  await query(
    url,
    `insert into agent_skills (user_id, skill_id) select id, 1 + (id + k) % ${SKILLS} from unnest(${ids}) id, (values (0), (2)) v(k) on conflict do nothing`,
  )
  return agents
}

/** All of them come at once, as when a shift begins: their desks are heard of for an hour. */
export const comeToWork = (url: string, agents: readonly SeededUser[]): Promise<unknown> =>
  query(
    url,
    `with here as (insert into agent_leases (user_id, until, active_at)
       select id, now() + interval '1 hour', now() from unnest('{${agents.map(({ id }) => id).join()}}'::bigint[]) id returning user_id)
     update agent_states set status_id = (select id from agent_statuses where key = 'online'), since = now()
     where user_id in (select user_id from here)`,
  )

/** So many customers have written, and nobody has them; six of ten want a skill. */
export async function seedWaiting(url: string, count: number): Promise<void> {
  await query(
    url,
    `create temp table plan as select n as id, now() - (${count} - n) * interval '1 second' as at,
       (array[null, 'low', 'normal', 'high', 'urgent'])[1 + n % 5] as priority from generate_series(1, ${count}) n;
     insert into contacts (id, name, locale, created_at, last_seen_at) overriding system value select id, 'Customer ' || id, 'en', at, at from plan;
     insert into conversations (id, contact_id, brand_id, channel_id, locale, state, control, style, endings, started_at) overriding system value
     select id, id, 1, (select min(id) from channels), 'en', 'open', 'people',
       '{"id": 3, "kind": "social_messaging", "name": "Social messaging", "undoSeconds": 0, "closeAfterSeconds": 345600}',
       '{"tell": false, "agents": true, "customer": true}', at from plan;
     insert into streams (stream, position, public_position) select 'conversation:' || id, 1, 1 from plan;
     insert into tickets (id, conversation_id, contact_id, brand_id, subject, status, priority, group_id, created_at, updated_at) overriding system value
     select id, id, id, 1, 'Question', 'new', priority, 1, at, at from plan;
     insert into inbox (conversation_id, ticket_id, contact_id, channel_id, brand_id, status, group_id, priority, subject, preview, preview_by,
                        activity_at, sorted_at, waiting_since, unread, session, locale, routing)
     select id, id, id, (select min(id) from channels), 1, 'new', 1, priority, 'Question', 'Where is it?', 'contact', at, date_bin('10 seconds', at, 'epoch'),
       at, 1, 'active', 'en',
       jsonb_build_object('family', 'messaging', 'state', 'waiting', 'holder', null, 'asEmail', false, 'queueId', null, 'isPinned', false, 'share', 0,
         'firstAt', to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'leftAt', null,
         'enteredAt', to_char(at at time zone 'utc', 'YYYY-MM-DD"T"HH24:MI:SS.MS"Z"'), 'prefer', null, 'isHanded', false, 'preferUntil', null, 'offer', null,
         'refused', '[]'::jsonb,
         'skills', case when id % 10 < 6 then jsonb_build_array(jsonb_build_object('id', 1 + id % ${SKILLS}, 'required', true)) else '[]'::jsonb end)
     from plan;
     select setval(pg_get_serial_sequence(name, 'id'), ${count}) from unnest('{contacts,conversations,tickets}'::text[]) as name;
     drop table plan; analyze`,
  )
}
