import { compileLater } from '../platform/compile-later.ts'
import { Later } from '../platform/commands/command.ts'
import { type Complaint, complaintsOf, inShape } from '../rules/index.ts'
import { conditionFields, readDefinitions } from '../tickets/index.ts'
import { namesFor, resolver } from './by-name.ts'
import type { ImportedItem, WhenThere } from './contract.ts'
import { inNeededOrder } from './in-needed-order.ts'
import type { Kinds } from './kinds/index.ts'
import { type Acting, isItem, type Item, type Kept, nameOf, type OfField, type Transferable } from './kinds/kind.ts'
import { same } from './pure/same.ts'
import { invalid, type Part } from './read-file.ts'

type How = { whenThere: WhenThere; asInFile: boolean }
/** `id`: of what was made or replaced. */
export type Outcome = ImportedItem & { id: number | null; before: Kept | null }

/** Makes all of it, kind by kind, so that what stands in the file can name what stands there before it [TF3]. */
export async function takeIn(ctx: Acting, kinds: Kinds, parts: readonly Part[], how: How): Promise<Outcome[]> {
  const complaints: Complaint[] = []
  const outcomes: Outcome[] = []
  for (const part of parts) {
    const found: Complaint[] = []
    outcomes.push(...(await takePart(ctx, { ...part, of: kinds[part.kind] }, how, found)))
    complaints.push(...found.map((each) => ({ ...each, field: `settings.${part.kind}.${each.field}` })))
  }
  if (complaints.length > 0) throw invalid(complaints)
  return outcomes
}

async function takePart(
  ctx: Acting,
  { kind, of, items }: Part & { of: Transferable },
  how: How,
  complaints: Complaint[],
): Promise<Outcome[]> {
  const fields = conditionFields(await readDefinitions(ctx.tx))
  const ofField: OfField = (name) => fields.get(name)?.of
  const there = Map.groupBy(await of.list(ctx.tx), ({ item }) => keyOf(item))
  const readNames = () =>
    namesFor(ctx.tx, (swap) => {
      for (const item of items) of.swap(item, swap, ofField)
    })
  let names = await readNames()
  const outcomes = new Map<number, Outcome>()
  for (const index of inNeededOrder(items, of)) {
    const item = items[index] ?? {}
    const name = nameOf(item)
    const same = there.get(keyOf(item)) ?? []
    const told = { kind, name, exists: same.length > 0 }
    if (same.length > 0 && how.whenThere === 'keep') {
      outcomes.set(index, { ...told, outcome: 'kept', id: null, before: null })
      continue
    }
    const found: Complaint[] = []
    if (same.length > 1 && how.whenThere === 'replace') found.push({ field: 'name', message: `name_ambiguous ${name}` })
    const before = how.whenThere === 'replace' ? (same[0] ?? null) : null
    const given = asWanted(of.swap(item, resolver(names, found), ofField), { of, before, how })
    if (before !== null && found.length === 0 && says(given, before)) {
      outcomes.set(index, { ...told, outcome: 'kept', id: null, before: null })
      continue
    }
    const id = found.length > 0 ? null : await saved(ctx, of, given, found)
    outcomes.set(index, { ...told, outcome: before === null ? 'made' : 'replaced', id, before })
    complaints.push(...found.map(({ field, message }) => ({ field: `${index}.${field}`, message })))
    if (of.needs !== undefined) names = await readNames()
  }
  const inOrder = [...outcomes].toSorted(([a], [b]) => a - b).map(([, outcome]) => outcome)
  const fresh = inOrder.flatMap(({ outcome, id }) => (outcome === 'made' && id !== null ? [id] : []))
  if (complaints.length === 0 && fresh.length > 1) await of.sort?.(ctx, fresh)
  return inOrder
}

const keyOf = (item: Item): string => nameOf(item).toLowerCase()

type Wanted = { of: Transferable; before: Kept | null; how: How }
/** What stays at home is as it is here; what is replaced stays on, or off, unless the file is to say it. */
function asWanted({ id: _id, version: _version, ...item }: Item, { of, before, how }: Wanted): Item {
  const isAsked = how.asInFile || of.asInFile === true
  const active = before === null ? false : (before.item.active ?? false)
  return {
    ...item,
    ...(!isAsked && 'active' in of.save.input.properties && { active }),
    ...(before === null
      ? of.fresh
      : { id: before.id, ...(before.version && { version: before.version }), ...before.home }),
  }
}

/** It is there, as it is wanted: nothing is replaced. */
const says = ({ id: _id, version: _version, ...given }: Item, { item, home }: Kept): boolean =>
  same(given, { ...item, ...home })

async function saved(ctx: Acting, of: Transferable, given: Item, found: Complaint[]): Promise<number | null> {
  const strange = Object.keys(given).filter((key) => !(key in of.save.input.properties))
  found.push(...strange.map((key) => ({ field: key, message: 'part_unknown' })))
  const input = compileLater(of.save.input)
  if (!input.Check(given)) found.push(...inShape(input.Errors(given)))
  if (found.length > 0) return null
  try {
    return idIn(await of.save.run(ctx, given))
  } catch (error) {
    found.push(...complaintsOf(error))
    return null
  }
}

/** Commands that make something tell its id. */
function idIn(output: unknown): number {
  const id = isItem(output) && !(output instanceof Later) ? (output.id ?? output.roleId) : undefined
  if (typeof id !== 'number') throw new Error('what was made from a file has no id')
  return id
}
