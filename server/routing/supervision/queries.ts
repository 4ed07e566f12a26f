import sql from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'
import type { Actor } from '../../platform/pure/actor.ts'
import { scopeSql } from '../../tickets/index.ts'
import type { HeldView } from '../contract.ts'

export type Answered = { lane: number; taken: { at: number; waitedMs: number }[] }
/** What was taken since then, by lane (see pure/lanes.ts), and how long each had waited. Bounded by the hour it looks at. */
export const listAnswered = (tx: Tx, since: Date): Promise<Answered[]> =>
  tx.rows<Answered>({
    name: 'supervision.answered',
    text: `select coalesce(queue_id, -group_id, 0) as lane, jsonb_agg(jsonb_build_object(
             'at', extract(epoch from ended_at) * 1000, 'waitedMs', waited_ms + extract(epoch from ended_at - made_at) * 1000)
             order by ended_at) as taken
           from offers where made_at > $1 and outcome in ('accepted', 'assigned') group by 1`,
    values: [since],
  })

/** Who belongs to these groups. */
export const listMembersOf = async (tx: Tx, groupIds: readonly number[]): Promise<number[]> =>
  (
    await tx.rows<{ id: number }>({
      name: 'supervision.members',
      text: 'select distinct user_id as id from group_members where group_id = any($1::bigint[])',
      values: [[...groupIds]],
    })
  ).map(({ id }) => id)

/**
 * What is offered to an agent, and all open work that is his: also what takes no room from him, and whatever the way it came.
 * The wider condition beside the narrower one is that of the index.
 */
type Held = Omit<HeldView, 'waitingSince'> & { waitingSince: Date | null }
export const listHeld = (tx: Tx, actor: Actor, userId: number, limit: number): Promise<Held[]> =>
  tx.rows<Held>(sql`
    select i.conversation_id as "conversationId", i.subject, coalesce(c.name, '') as contact,
      coalesce(i.routing->>'family', 'messaging') as family, i.group_id as "groupId",
      case when i.assignee_id = ${userId} then 'held' else 'offered' end as state, i.status, i.session, i.waiting_since as "waitingSince"
    from inbox i left join contacts c on c.id = i.contact_id
    where (i.assignee_id = ${userId} and i.status in ('new', 'open')
        or (i.routing->>'holder')::bigint = ${userId} and i.routing->>'state' in ('held', 'offered') and i.routing->>'state' = 'offered')
      and ${scopeSql(actor)}
    order by i.activity_at desc limit ${limit}`)
