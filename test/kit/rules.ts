import type { Condition } from '../../server/platform/pure/conditions/condition.ts'
import type { Action } from '../../server/rules/contract.ts'
import type { Agent, TestApp } from './app.ts'

type Wanted = {
  title?: string
  category?: string
  active?: boolean
  all?: Condition[]
  any?: Condition[]
  actions: Action[]
}

/** A trigger in force, made by an administrator. */
export async function trigger(app: TestApp, by: Agent, wanted: Wanted): Promise<{ id: number; version: number }> {
  const { title = 'A trigger', category = '', active = true, all = [], any = [], actions } = wanted
  const saved = await app.as(by).run<{ id: number; version: number }>('rule.save', {
    kind: 'trigger',
    title,
    category,
    active,
    definition: { conditions: { all, any }, actions },
  })
  await app.reloadRules()
  return saved
}
