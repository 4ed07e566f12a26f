import type { FilterKey } from '../contract.ts'

/** Names of filters and their fixed values, in both languages, folded: whoever writes `état:`, `Etat:` or `status:` is understood. */
const names: Readonly<Record<FilterKey, readonly string[]>> = {
  status: ['status', 'statut', 'etat', 'state'],
  assignee: ['assignee', 'assigne', 'assignea', 'assigned', 'agent'],
  tag: ['tag', 'tags', 'etiquette', 'balise'],
  group: ['group', 'groupe', 'team', 'equipe'],
  contact: ['contact', 'client', 'customer', 'requester', 'demandeur'],
  channel: ['channel', 'canal', 'via'],
  priority: ['priority', 'priorite'],
  brand: ['brand', 'marque'],
  before: ['before', 'avant'],
  after: ['after', 'apres', 'since', 'depuis'],
  on: ['on', 'le', 'date'],
  has: ['has', 'contient', 'avec'],
  is: ['is', 'est'],
  type: ['type', 'genre'],
}

const statuses = {
  new: ['new', 'nouveau'],
  open: ['open', 'ouvert'],
  pending: ['pending', 'attente', 'en attente'],
  hold: ['hold', 'on hold', 'pause', 'en pause'],
  solved: ['solved', 'resolu'],
  closed: ['closed', 'clos', 'ferme'],
  bot: ['bot', 'robot'],
} as const
const fixed: Partial<Record<FilterKey, Readonly<Record<string, readonly string[]>>>> = {
  status: statuses,
  priority: {
    low: ['low', 'basse', 'faible'],
    normal: ['normal', 'normale'],
    high: ['high', 'haute', 'elevee'],
    urgent: ['urgent', 'urgente'],
  },
  has: { file: ['file', 'files', 'fichier', 'attachment', 'piece jointe', 'pj'] },
  is: { unassigned: ['unassigned', 'non assigne', 'sans agent'], ...statuses },
  type: {
    message: ['message', 'messages'],
    note: ['note', 'notes', 'note interne', 'internal note'],
    ticket: ['ticket', 'tickets'],
    contact: ['contact', 'contacts', 'client', 'customer'],
  },
}

const keys = new Map(Object.entries(names).flatMap(([key, all]) => all.map((name) => [name, key as FilterKey])))
const values: ReadonlyMap<string, ReadonlyMap<string, string>> = new Map(
  Object.entries(fixed).map(([key, of]) => [
    key,
    new Map(Object.entries(of).flatMap(([value, all]) => all.map((name) => [name, value]))),
  ]),
)

export const filterKeyOf = (folded: string): FilterKey | null => keys.get(folded) ?? null

/** The value itself for filters whose values are names; null for a value that such a filter does not know. */
export function filterValueOf(key: FilterKey, folded: string): string | null {
  const known = values.get(key)
  return known === undefined ? folded : (known.get(folded) ?? null)
}
