import type { Tx } from '../db.ts'

/** Idempotency keys are good for a day. */
export const forgetKeys = (tx: Tx, before: Date): Promise<number> =>
  tx.run({ name: 'keys.forget', text: 'delete from idempotency_keys where at < $1', values: [before] })
