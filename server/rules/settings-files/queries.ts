import sql from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'

/** From here on everything can be taken back. */
export const beginTrial = (tx: Tx): Promise<number> => tx.run(sql`savepoint trial`)
export const takeBack = (tx: Tx): Promise<number> => tx.run(sql`rollback to savepoint trial`)
