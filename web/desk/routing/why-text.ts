import { exclusions, type RoutingNames, type Why } from '../../../server/routing/contract.ts'
import { useRoutingNames } from '../app/queries.ts'
import { type Times, useTimes } from '../app/times.ts'
import { useWorkText, type WorkText } from './text.ts'

export type RoutingWords = ReturnType<typeof useRoutingWords>

/** Decisions, queues and skills in words. */
export function useRoutingWords() {
  const w = useWorkText()
  const times = useTimes()
  const names = useRoutingNames()
  return wordsOf(w, times, names)
}

function wordsOf(w: WorkText, times: Times, names: RoutingNames) {
  const skillNames = (ids: readonly number[]) =>
    ids.map((id) => names.skills.find((skill) => skill.id === id)?.name ?? w('skill.some')).join(', ')
  const span = (ms: number) => times.span(Math.max(0, ms))
  const reason = ({ reason: why, measure }: Why): string =>
    w(`reason.${why}`, {
      n: measure ?? 0,
      time: why === 'round_robin' && measure !== null ? span(measure * 1_000) : 'none',
    })
  const excluded = (by: Why['excluded'], skills: readonly number[] = []): string[] =>
    exclusions.flatMap((one) => {
      const n = by[one] ?? 0
      if (n === 0) return []
      return one === 'skills' && skills.length > 0
        ? [w('excluded.skillsOf', { n, skills: skillNames(skills) })]
        : [w(`excluded.${one}`, { n })]
    })
  return {
    queueName: (id: number | null): string | null =>
      id === null ? null : (names.queues.find((queue) => queue.id === id)?.name ?? w('queue.some')),
    skillNames,
    span,
    reason,
    excluded,
    /** "most room left (2 free) · 5 could take it · 3 offline" */
    why: (why: Why): string =>
      [
        reason(why),
        ...(why.secondary ? [w('why.secondary')] : []),
        ...(why.skillsDropped.length > 0 ? [w('why.dropped', { skills: skillNames(why.skillsDropped) })] : []),
        ...(why.candidates > 1 ? [w('why.candidates', { n: why.candidates })] : []),
        ...excluded(why.excluded),
      ].join(' · '),
  }
}
