import { clock } from '../platform/clock.ts'
import { isContention, isDatabaseLost } from '../platform/db.ts'
import { Again } from '../platform/commands/again.ts'
import type { Engine } from '../platform/commands/engine.ts'
import { record } from '../platform/commands/context.ts'
import type { Logger } from '../platform/log.ts'
import { system } from '../platform/pure/actor.ts'
import { audit } from '../identity/index.ts'
import { ruleChanged } from './events.ts'
import { findRule, switchOff } from './queries.ts'

/** In a row, on this node; what breaks at the same moment in several transactions counts once. */
export const FAILURES_UNTIL_OFF = 5
const OUT_MS = 10_000

export type Failures = {
  /** Left out for the moment: it has just broken. */
  isOut(ruleId: number): boolean
  /** Until when; null: it is not. */
  outUntil(ruleId: number): Date | null
  went(ruleId: number): void
  /** Notes it, and gives the error by which the engine runs the transaction again, without this rule. */
  broke(rule: { id: number; title: string }, error: unknown): unknown
  /** Whoever is left out is asked again at once (tests). */
  forget(): void
  attach(engine: Pick<Engine, 'transact'>): void
}

/** Rules that break (a bug, a statement that fails): never the customer's message with them [RU4]. */
export function createFailures(log: Logger): Failures {
  const inARow = new Map<number, number>()
  const outUntil = new Map<number, number>()
  let engine: Pick<Engine, 'transact'> | undefined
  const isOut = (ruleId: number) => (outUntil.get(ruleId) ?? 0) > clock.now().getTime()
  return {
    isOut,
    outUntil: (ruleId) => (isOut(ruleId) ? new Date(outUntil.get(ruleId) ?? 0) : null),
    went: (ruleId) => void inARow.delete(ruleId),
    broke(rule, error) {
      if (isContention(error) || isDatabaseLost(error)) return error
      const reason = error instanceof Error ? error.message : String(error)
      log.warn({ rule: rule.id, reason }, 'a rule broke and was left out')
      const times = (inARow.get(rule.id) ?? 0) + (isOut(rule.id) ? 0 : 1)
      outUntil.set(rule.id, clock.now().getTime() + OUT_MS)
      inARow.set(rule.id, times)
      if (times >= FAILURES_UNTIL_OFF && engine !== undefined)
        turnOff(engine, rule.id, reason).catch((failure) =>
          log.error({ err: failure }, 'a rule could not be switched off'),
        )
      return new Again(`rule ${rule.id}: ${reason}`, { cause: error })
    },
    forget: () => outUntil.clear(),
    attach: (given) => void (engine = given),
  }
}

async function turnOff(engine: Pick<Engine, 'transact'>, ruleId: number, reason: string): Promise<void> {
  await engine.transact(async (ctx) => {
    const rule = await findRule(ctx.tx, ruleId)
    if (rule === null || (await switchOff(ctx.tx, ruleId, ctx.now, reason)) === 0) return
    await audit(ctx, system, 'rule.switched_off', `rule:${ruleId}`, { active: [true, false] }, rule.title)
    record(ctx, ruleChanged, { stream: 'account', by: system, data: { kind: rule.kind, ruleId } })
  })
}
