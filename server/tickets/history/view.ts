import { listContactBriefs } from '../../contacts/index.ts'
import type { Tx } from '../../platform/db.ts'
import type { UpdateView } from './contract.ts'
import type { FoundUpdate } from './queries.ts'

type NameAgent = (userId: number) => { name: string }

/** People are called by their names, a rule by the title it had then. */
export async function updateViews(db: Tx, found: readonly FoundUpdate[], nameAgent: NameAgent): Promise<UpdateView[]> {
  const contacts = await contactNames(db, found)
  return found.map((each) => ({
    ...each,
    at: each.at.toISOString(),
    actorName: nameOf(each, nameAgent, contacts) || null,
  }))
}

async function contactNames(db: Tx, found: readonly FoundUpdate[]): Promise<Map<number, string | null>> {
  const ids = new Set(found.flatMap(({ actorKind, actorId }) => (actorKind === 'contact' ? (actorId ?? []) : [])))
  const briefs = ids.size === 0 ? [] : await listContactBriefs(db, [...ids])
  return new Map(briefs.map(({ id, name, email }) => [id, name ?? email]))
}

function nameOf(
  { actorKind, actorId, rules }: FoundUpdate,
  nameAgent: NameAgent,
  contacts: ReadonlyMap<number, string | null>,
): string | null | undefined {
  if (actorId === null) return null
  switch (actorKind) {
    case 'agent':
      return nameAgent(actorId).name
    case 'contact':
      return contacts.get(actorId)
    case 'rule':
      return (rules?.find(({ rule }) => rule === actorId) ?? rules?.[0])?.title
    default:
      return null
  }
}
