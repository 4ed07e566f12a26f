import type { RuleKind, RulesImported, SettingsImported, SettingsKind } from '../../../../server/rules/contract.ts'

/** What goes to a file and comes from one. */
export type FileKind = RuleKind | SettingsKind

const RULES: readonly FileKind[] = ['trigger', 'automation', 'messaging_trigger', 'macro']
/** Always there to be used: nothing switches them on. */
const WITHOUT_SWITCH: readonly FileKind[] = ['style', 'schedule']

export const hasSwitch = (kind: FileKind): boolean => !WITHOUT_SWITCH.includes(kind)
export const exportOf = (kind: FileKind): string =>
  `/${RULES.includes(kind) ? 'rules' : 'settings'}/export?kind=${kind}`
export const commandOf = (kind: FileKind): string => (RULES.includes(kind) ? 'rule.import' : 'setting.import')

export type Found = { name: string; more: string; exists: boolean }[]
/** What a file holds, as the dialog lists it. */
export const foundIn = (imported: RulesImported | SettingsImported): Found =>
  'rules' in imported
    ? imported.rules.map(({ title, category, exists }) => ({ name: title, more: category, exists }))
    : imported.items.map((item) => ({ ...item, more: '' }))

/** What is read again afterwards. */
export const refreshes = [
  'rules',
  'macros',
  'audit',
  'sla-policies',
  'views',
  'saved-replies',
  'surveys',
  'styles',
  'schedules',
  'definitions',
]
