import type { Tx } from '../platform/db.ts'
import type { Complaint, RefKind, Swap } from '../rules/index.ts'
import { type Asked, type Names, readNames } from './names.ts'

/** All that may be named where `walk` leads; of what there may be any number of, only those that are. */
export async function namesFor(tx: Tx, walk: (swap: Swap) => unknown): Promise<Names> {
  const asked: Asked = { organization: { ids: [], names: [] }, contact: { ids: [], names: [] } }
  walk((of, value) => {
    if (of !== 'organization' && of !== 'contact') return value
    const name = nameIn(value)
    if (typeof value === 'number') asked[of].ids.push(value)
    if (name !== null) asked[of].names.push(name)
    return value
  })
  return readNames(tx, asked)
}

/** Names where ids stand; what is gone stays as the id it was, and will be refused elsewhere. */
export const namer =
  (names: Names): Swap =>
  (of, value) => {
    const id = of === 'field' ? Number(String(value).slice('fields.'.length)) : Number(value)
    const name = names.nameOf(of, id)
    return name === null ? value : { named: name }
  }

/** Ids of another installation mean nothing here: only names are taken. */
export const resolver = (names: Names, complaints: Complaint[]) => (of: RefKind, value: unknown, field: string) => {
  const name = nameIn(value)
  if (name === null) {
    complaints.push({ field, message: of === 'contact' ? 'contact_unnamed' : `name_missing ${of}` })
    return null
  }
  const [id, ...more] = names.idsOf(of, name)
  if (id !== undefined && more.length === 0) return of === 'field' ? `fields.${id}` : id
  complaints.push({ field, message: `${id === undefined ? 'name_unknown' : 'name_ambiguous'} ${name}` })
  return null
}

const nameIn = (value: unknown): string | null =>
  typeof value === 'object' && value !== null && 'named' in value && typeof value.named === 'string'
    ? value.named
    : null
