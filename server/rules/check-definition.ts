import { compileLater } from '../platform/compile-later.ts'
import type { Tx } from '../platform/db.ts'
import { problemsIn } from '../platform/pure/conditions/check.ts'
import type { Field, Reading } from '../platform/pure/conditions/field.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import { type Complaint, inActions, inShape, requireShort } from './complaints.ts'
import { type MacroDefinition, type RuleKind, TriggerDefinition } from './contract.ts'
import { checkMacro } from './macros/check-macro.ts'

const trigger = compileLater(TriggerDefinition)
export const readings: Partial<Record<RuleKind, Reading>> = {
  trigger: 'update',
  automation: 'clock',
  messaging_trigger: 'messaging',
}

/** Refuses a definition with every wrong place named; gives it back as what it is [RU6]. */
export async function checkDefinition(
  tx: Tx,
  kind: RuleKind,
  definition: unknown,
  fields: ReadonlyMap<string, Field>,
): Promise<TriggerDefinition | MacroDefinition> {
  if (kind === 'macro') return checkMacro(tx, definition)
  const reading = readings[kind]
  if (reading === undefined) throw new Refusal('rule_invalid', { fields: [{ field: 'kind', message: 'unknown' }] })
  requireShort(definition)
  if (!trigger.Check(definition)) throw new Refusal('rule_invalid', { fields: inShape(trigger.Errors(definition)) })
  const complaints: Complaint[] = [
    ...problemsIn(definition.conditions, fields, reading),
    ...(await inActions(tx, definition.actions)),
    ...ofMessaging(definition, kind === 'messaging_trigger'),
    ...definition.actions.flatMap((action, index) =>
      ONLY_MACROS.includes(action.do) ? [{ field: `actions.${index}`, message: 'not_here' }] : [],
    ),
  ]
  // An event is condition enough.
  if (reading !== 'messaging' && definition.conditions.all.length + definition.conditions.any.length === 0)
    complaints.push({ field: 'conditions', message: 'missing' })
  if (reading === 'clock' && !isTimed(definition, fields))
    complaints.push({ field: 'conditions', message: 'time_missing' })
  if (complaints.length > 0) throw new Refusal('rule_invalid', { fields: complaints })
  return definition
}

const ONLY_MESSAGING: readonly string[] = ['send_message', 'request_email', 'wait', 'block_contact']

const ONLY_MACROS: readonly string[] = ['set_subject']

/** What only messaging triggers have, and always have. */
function ofMessaging({ event, once, actions }: TriggerDefinition, isMessaging: boolean): Complaint[] {
  if (isMessaging)
    return [
      ...(event === undefined ? [{ field: 'event', message: 'missing' }] : []),
      ...(actions.at(-1)?.do === 'wait' ? [{ field: `actions.${actions.length - 1}`, message: 'wait_last' }] : []),
    ]
  return [
    ...(event === undefined ? [] : [{ field: 'event', message: 'not_here' }]),
    ...(once === undefined ? [] : [{ field: 'once', message: 'not_here' }]),
    ...actions.flatMap((action, index) =>
      ONLY_MESSAGING.includes(action.do) ? [{ field: `actions.${index}`, message: 'not_here' }] : [],
    ),
  ]
}

/** Without a time among those that must all hold, it would act on every ticket at once. */
const isTimed = ({ conditions }: TriggerDefinition, fields: ReadonlyMap<string, Field>): boolean =>
  conditions.all.some(({ field }) => ['since', 'until'].includes(fields.get(field)?.type ?? ''))
