import { findAssignable, findGroup } from '../identity/index.ts'
import type { Tx } from '../platform/db.ts'
import { kindOf } from './actions/index.ts'
import type { Action } from './contract.ts'
import { unknownPlaceholders } from './placeholders.ts'

/** What is wrong with a definition, by its place: `actions.0`. */
export type Complaint = { field: string; message: string }

export const inShape = (errors: Iterable<{ instancePath: string; message: string }>): Complaint[] =>
  [...errors].slice(0, 5).map(({ instancePath, message }) => ({
    field: instancePath.slice(1).replaceAll('/', '.'),
    message,
  }))

export async function inActions(tx: Tx, actions: readonly Action[]): Promise<Complaint[]> {
  const complaints: Complaint[] = []
  for (const [index, action] of actions.entries()) {
    const field = `actions.${index}`
    const { users = [], groups = [] } = kindOf(action).named?.(action) ?? {}
    for (const id of users)
      if ((await findAssignable(tx, id)) === null) complaints.push({ field, message: 'user_unknown' })
    for (const id of groups)
      if ((await findGroup(tx, id)) === null) complaints.push({ field, message: 'group_unknown' })
    const said = 'texts' in action ? Object.values(action.texts) : 'text' in action ? [action.text] : []
    if ('texts' in action && said.every((text) => text.trim() === ''))
      complaints.push({ field, message: 'value_missing' })
    for (const name of said.flatMap(unknownPlaceholders))
      complaints.push({ field, message: `placeholder_unknown ${name}` })
  }
  return complaints
}
