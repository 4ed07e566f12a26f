import { namesNobody, type NamedContacts, readNamedContacts } from '../contacts/index.ts'
import type { Bus } from '../platform/bus.ts'
import type { Database } from '../platform/db.ts'
import { inTurn } from '../platform/in-turn.ts'
import { compile, type Predicate } from '../platform/pure/conditions/compile.ts'
import type { Field } from '../platform/pure/conditions/field.ts'
import type { MacroDefinition, TriggerDefinition } from './contract.ts'
import { indexMessaging, type MessagingIndex } from './messaging/messaging-index.ts'
import { listMacros } from './macros/queries.ts'
import { listRules, type Rule } from './queries.ts'
import { indexTriggers, type TriggerIndex } from './triggers/candidates.ts'

export type Trigger = Pick<Rule, 'id' | 'version' | 'title'> & {
  /** Its place in the order. */
  order: number
  definition: TriggerDefinition
  holds: Predicate
}

export type Macro = Pick<Rule, 'version' | 'title' | 'ownerId'> & { surveyId: number | null }
export type Automation = Trigger & { conditions: TriggerDefinition['conditions']; fields: ReadonlyMap<string, Field> }

export type RuleDirectory = {
  load(): Promise<void>
  triggers(): TriggerIndex
  /** A macro that can be used, somebody's own or not. */
  macro(id: number): Macro | undefined
  automations(): readonly Automation[]
  messaging(): MessagingIndex
  /** Whether an automation names one of these contacts. */
  automationsName(contactIds: readonly number[]): boolean
  stop(): void
}

type Parts = {
  db: Database
  bus: Bus
  /** What conditions may ask, as it is stored now. */
  fields(): Promise<ReadonlyMap<string, Field>>
  onError(error: unknown): void
}
/** What rules are compiled from: themselves, and the fields people have added. */
const SOURCES: readonly unknown[] = ['rule.changed', 'ticket_definitions.changed']

/** The active rules as this node runs them: compiled once, and read again when one changes, or a field they may ask. */
export function createRuleDirectory({ db, bus, fields, onError }: Parts): RuleDirectory {
  let triggers = indexTriggers([], new Map())
  let automations: Automation[] = []
  let messaging = indexMessaging([], new Map())
  let macros = new Map<number, Macro>()
  let contacts: NamedContacts = namesNobody
  let inAutomations: NamedContacts = namesNobody
  const load = inTurn(async () => {
    const [first, second, third, fourth, known] = await Promise.all([
      listRules(db, 'trigger'),
      listRules(db, 'automation'),
      listMacros(db),
      listRules(db, 'messaging_trigger'),
      fields(),
    ])
    const active = (rules: Rule[]) => rules.filter((rule) => rule.active)
    const named = (rules: Rule[]) => readNamedContacts(db, known, active(rules).map(conditionsOf))
    contacts = await named([...first, ...second, ...fourth])
    inAutomations = await named(second)
    const compiled = (rule: Rule, order: number) => compiledNow(rule, order, known, contacts)
    triggers = indexTriggers(active(first).map(compiled), known)
    automations = active(second).map((rule, order) => {
      const automation = compiled(rule, order)
      return { ...automation, conditions: automation.definition.conditions, fields: known }
    })
    messaging = indexMessaging(active(fourth).map(compiled), known)
    macros = new Map(active(third).map((macro) => [macro.id, { ...macro, surveyId: surveyIn(macro) }]))
  })
  const stop = bus.subscribe((subject, message) => {
    if (contacts.isMovedBy(message)) load().catch(onError)
    if (subject !== 'account' || typeof message !== 'object' || message === null || !('type' in message)) return
    if (SOURCES.includes(message.type)) load().catch(onError)
  })
  return {
    load,
    triggers: () => triggers,
    automations: () => automations,
    messaging: () => messaging,
    automationsName: (contactIds) => contactIds.some(inAutomations.has),
    macro: (id) => macros.get(id),
    stop,
  }
}

/** The one thing a macro does beside what it puts into the composer. */
const surveyIn = ({ definition }: Pick<Rule, 'definition'>): number | null =>
  (definition as MacroDefinition).actions.findLast((action) => action.do === 'send_survey')?.surveyId ?? null

const conditionsOf = ({ definition }: Pick<Rule, 'definition'>) => (definition as TriggerDefinition).conditions

function compiledNow(
  rule: Rule,
  order: number,
  fields: ReadonlyMap<string, Field>,
  contacts: Pick<NamedContacts, 'now'>,
): Trigger {
  const definition = { ...(rule.definition as TriggerDefinition), conditions: contacts.now(conditionsOf(rule)) }
  return {
    id: rule.id,
    version: rule.version,
    title: rule.title,
    order,
    definition,
    holds: compile(definition.conditions, fields),
  }
}
