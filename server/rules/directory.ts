import type { Bus } from '../platform/bus.ts'
import type { Database } from '../platform/db.ts'
import { compile, type Predicate } from '../platform/pure/conditions/compile.ts'
import type { Field } from '../platform/pure/conditions/field.ts'
import type { TriggerDefinition } from './contract.ts'
import { listMacros } from './macros/queries.ts'
import { listRules, type Rule } from './queries.ts'
import { indexTriggers, type TriggerIndex } from './triggers/candidates.ts'

export type Trigger = Pick<Rule, 'id' | 'version' | 'title'> & {
  /** Its place in the order. */
  order: number
  definition: TriggerDefinition
  holds: Predicate
}

export type Macro = Pick<Rule, 'version' | 'title' | 'ownerId'>
export type Automation = Trigger & { conditions: TriggerDefinition['conditions']; fields: ReadonlyMap<string, Field> }

export type RuleDirectory = {
  load(): Promise<void>
  triggers(): TriggerIndex
  /** A macro that can be used, somebody's own or not. */
  macro(id: number): Macro | undefined
  automations(): readonly Automation[]
  /** Called after automations have changed. */
  onAutomations(listener: () => void): void
  stop(): void
}

type Parts = { db: Database; bus: Bus; fields(): ReadonlyMap<string, Field>; onError(error: unknown): void }

/** The active rules as this node runs them: compiled once, and read again when one changes. */
export function createRuleDirectory({ db, bus, fields, onError }: Parts): RuleDirectory {
  let triggers = indexTriggers([], new Map())
  let automations: Automation[] = []
  let macros = new Map<number, Macro>()
  let tell = () => {}
  const load = async () => {
    const [first, second, known] = [await listRules(db, 'trigger'), await listRules(db, 'automation'), fields()]
    const active = (rules: Rule[]) => rules.filter((rule) => rule.active)
    triggers = indexTriggers(
      active(first).map((rule, order) => compiled(rule, order, known)),
      known,
    )
    automations = active(second).map((rule, order) => {
      const automation = compiled(rule, order, known)
      return { ...automation, conditions: automation.definition.conditions, fields: known }
    })
    macros = new Map((await listMacros(db)).filter(({ active: on }) => on).map((macro) => [macro.id, macro]))
  }
  const stop = bus.subscribe((subject, message) => {
    if (subject !== 'account' || typeof message !== 'object' || message === null || !('type' in message)) return
    if (message.type !== 'rule.changed') return
    const { kind } = 'data' in message ? (message.data as { kind?: string }) : {}
    load().then(kind === 'automation' ? tell : undefined, onError)
  })
  return {
    load,
    triggers: () => triggers,
    automations: () => automations,
    macro: (id) => macros.get(id),
    onAutomations: (listener) => void (tell = listener),
    stop,
  }
}

function compiled(rule: Rule, order: number, fields: ReadonlyMap<string, Field>): Trigger {
  const definition = rule.definition as TriggerDefinition
  return {
    id: rule.id,
    version: rule.version,
    title: rule.title,
    order,
    definition,
    holds: compile(definition.conditions, fields),
  }
}
