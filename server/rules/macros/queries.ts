import sql from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'
import { RULE, type Rule } from '../queries.ts'

/** All of them, everybody's own among them. */
export const listMacros = (tx: Tx): Promise<Rule[]> =>
  tx.rows<Rule>(sql`select ${RULE} from rules where kind = 'macro' and deleted_at is null order by lower(title), id`)

export const setSharing = (tx: Tx, id: number, to: Pick<Rule, 'ownerId' | 'groupIds'>): Promise<number> =>
  tx.run(sql`update rules set owner_id = ${to.ownerId}, group_ids = ${to.groupIds} where id = ${id}`)

/** How often each was used since then. Everybody who answers asks it: it looks at so many uses at most. */
const MOST_COUNTED = 1_000
export const countUses = (
  tx: Tx,
  macroIds: readonly number[],
  since: Date,
): Promise<{ macroId: number; used: number }[]> =>
  tx.rows(
    sql`select m.id as "macroId", u.used
        from unnest(${macroIds}::bigint[]) as m(id),
          lateral (select count(*)::int as used from
            (select from (select at from rule_firings where rule_id = m.id order by id desc limit ${MOST_COUNTED}) f where f.at > ${since}) recent) u`,
  )
