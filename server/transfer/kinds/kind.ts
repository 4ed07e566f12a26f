import type { TObject } from 'typebox'
import type { Context } from '../../platform/commands/context.ts'
import type { Tx } from '../../platform/db.ts'
import type { Actor } from '../../platform/pure/actor.ts'
import { type Swap, swapReferences } from '../../rules/index.ts'

export type Acting = Context & { actor: Actor }
export type Item = Readonly<Record<string, unknown>>
export type OfField = (name: string) => string | undefined

/** One that is there: what of it goes to a file, and what stays at home (who is in it, whether it is the default). */
export type Kept = { id: number; version?: number; item: Item; home?: Item }

export type Save = { input: TObject; run(ctx: Acting, input: Item): Promise<unknown> }

/** One kind of settings: as its own command takes them, and where in them something has another id elsewhere. */
export type Transferable = {
  /** Whoever may make them may take them along. */
  may(actor: Actor): boolean
  save: Save
  /** Null: what is made is not taken away again. */
  remove: ((ctx: Acting, id: number) => Promise<unknown>) | null
  /** In their order; without what is somebody's own. */
  list(tx: Tx): Promise<Kept[]>
  /** What stays at home, for one that is new. */
  fresh: Item
  /** It does nothing by itself, and others may need it: new ones, too, are on where the file says so. */
  asInFile?: true
  swap(item: Item, swap: Swap, ofField: OfField): Item
  /** What of the same kind it names: that is made before it. */
  needs?(item: Item): string[]
  /** Puts those with these ids at the end, in this order: they were made in another one. */
  sort?(ctx: Acting, ids: readonly number[]): Promise<void>
}

/** By its own command, with nothing in it that has another id elsewhere. */
export const made = (
  save: Save & Pick<Transferable, 'may'>,
): Pick<Transferable, 'may' | 'save' | 'swap' | 'fresh'> => ({
  save,
  may: save.may,
  swap: (item) => item,
  fresh: {},
})

/** The parts of what is stored that go to a file. */
export const part = <T extends object>(of: T, ...keys: (keyof T)[]): Item =>
  Object.fromEntries(keys.map((key) => [key, of[key]]))

export const inConditions = (item: unknown, swap: Swap, ofField: OfField): Item => {
  const swapped = swapReferences(item, ofField, swap)
  return isItem(swapped) ? swapped : {}
}

/** Whose it is: groups go by their names. */
export const inSharing = (sharing: unknown, swap: Swap): unknown =>
  isItem(sharing) && sharing.groups !== undefined
    ? { ...sharing, groups: eachOf(sharing.groups, (group, n) => swap('group', group, `sharing.groups.${n}`)) }
    : sharing

export const sharedWith = (groupIds: readonly number[]): Item =>
  groupIds.length === 0 ? { with: 'everybody' } : { with: 'groups', groups: groupIds }

export const isItem = (value: unknown): value is Item =>
  typeof value === 'object' && value !== null && !Array.isArray(value)
export const eachOf = (list: unknown, swap: (each: unknown, n: number) => unknown): unknown =>
  Array.isArray(list) ? list.map(swap) : list
/** Nothing is named where null stands. */
export const unlessNone = (value: unknown, swap: (value: unknown) => unknown): unknown =>
  (value ?? null) === null ? null : swap(value)

/** What it is called, in the words of a list. */
export function nameOf(item: Item): string {
  const name = item.name ?? item.title ?? item.label ?? item.shortcut ?? item.names
  if (!isItem(name)) return typeof name === 'string' ? name.trim() : ''
  const said = name.en ?? Object.values(name)[0]
  return typeof said === 'string' ? said.trim() : ''
}
