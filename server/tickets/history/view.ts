import type { UpdateView } from './contract.ts'
import type { FoundUpdate } from './queries.ts'

/** An agent is called by his name; a rule by the title it had then. */
export function updateView(found: FoundUpdate, nameAgent: (userId: number) => { name: string }): UpdateView {
  const { actorKind, actorId, rules } = found
  const name =
    actorKind === 'agent' && actorId !== null
      ? nameAgent(actorId).name
      : actorKind === 'rule'
        ? (rules?.find(({ rule }) => rule === actorId) ?? rules?.[0])?.title
        : undefined
  return { ...found, at: found.at.toISOString(), actorName: name || null }
}
