import type { UpdateView } from '../contract.ts'

const COLUMNS = ['update', 'at', 'kind', 'by', 'by_id', 'name', 'field', 'before', 'after', 'rules', 'comment'] as const

export const csvHead = (): string => lineOf(COLUMNS)

/** One line for each field that changed; an update that changed none has one line all the same. */
export function csvLines(update: UpdateView): string {
  const changes = Object.entries(update.changes)
  const { id, at, kind, actorKind, actorId, actorName } = update
  const rules = (update.rules ?? []).map(({ title, version }) => `${title} (${version})`).join('; ')
  const comment = update.comment === null ? '' : `${update.comment.visibility}: ${update.comment.text}`
  const line = (field: string, before: unknown, after: unknown, isFirst: boolean) =>
    lineOf([id, at, kind, actorKind, actorId, actorName, field, before, after, rules, isFirst ? comment : ''])
  if (changes.length === 0) return line('', null, null, true)
  return changes.map(([field, [before, after]], index) => line(field, before, after, index === 0)).join('')
}

const lineOf = (cells: readonly unknown[]): string => `${cells.map((cell) => quoted(plain(cell))).join(',')}\r\n`

const plain = (cell: unknown): string =>
  cell === null || cell === undefined ? '' : typeof cell === 'object' ? JSON.stringify(cell) : String(cell)

/** What a table would take for a formula is text. */
function quoted(text: string): string {
  const safe = /^[=+\-@\t\r]/.test(text) ? `'${text}` : text
  return /[",\r\n]/.test(safe) ? `"${safe.replaceAll('"', '""')}"` : safe
}
