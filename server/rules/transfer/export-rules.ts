import type { Tx } from '../../platform/db.ts'
import type { Field } from '../../platform/pure/conditions/field.ts'
import type { RuleKind } from '../contract.ts'
import { swapReferences } from '../pure/references.ts'
import { listRules } from '../queries.ts'
import { FORMAT, type RulesFile } from './contract.ts'
import { namer, namesFor } from './by-name.ts'

/** The rules of a kind as a file, by names: what is gone stays as the id it was, and will be refused elsewhere. */
export async function exportRules(tx: Tx, kind: RuleKind, fields: ReadonlyMap<string, Field>): Promise<RulesFile> {
  const rules = await listRules(tx, kind)
  const ofField = (name: string) => fields.get(name)?.of
  const names = await namesFor(tx, (swap) => {
    for (const { definition } of rules) swapReferences(definition, ofField, swap)
  })
  return {
    format: FORMAT,
    kind,
    rules: rules.map(({ title, category, active, groupIds, definition }) => ({
      title,
      category,
      active,
      ...(groupIds.length > 0 && {
        groups: groupIds.map((id) => ({ named: names.nameOf('group', id) ?? String(id) })),
      }),
      definition: swapReferences(definition, ofField, namer(names)),
    })),
  }
}
