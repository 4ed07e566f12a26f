import { AlignLeft, Calendar, CircleCheckBig, Hash, List, ListChecks, type LucideIcon, Regex, Type } from 'lucide-react'
import type { FieldKind } from '../../../../server/tickets/contract.ts'

/** In the order they are offered; a new kind does not compile without its picture. */
const icons: Record<FieldKind, LucideIcon> = {
  text: Type,
  multiline: AlignLeft,
  number: Hash,
  date: Calendar,
  dropdown: List,
  multiselect: ListChecks,
  checkbox: CircleCheckBig,
  pattern: Regex,
}
const isKind = (kind: string): kind is FieldKind => kind in icons
export const fieldKinds = Object.keys(icons)
  .filter(isKind)
  .map((kind) => ({ kind, Icon: icons[kind] }))
export const iconOf = (kind: FieldKind): LucideIcon => icons[kind]
export const hasOptions = (kind: FieldKind): boolean => kind === 'dropdown' || kind === 'multiselect'
