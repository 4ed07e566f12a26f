import type { Inactivity } from './contract.ts'

/*
 * Rules of inactivity (reference values are the defaults of the styles' editor):
 * [QU1] An agent's first word after the customer's last starts the clock; the customer's next word stops it.
 * [QU2] The style's steps follow one another, each once: the first makes the session inactive, each may remind, set a status
 *       and add tags. The session may end after the last; the reason is `inactivity`.
 * [QU3] Steps are left out once somebody has solved the ticket, put it on hold or snoozed it meanwhile.
 * [QU4] Nothing comes after the end of the session.
 * [QU5] As long as nobody has taken or answered it, the session is inactive ten minutes after the customer's last word, whatever
 *       the steps of the style say; nothing is said, set or ended by that.
 */

/** The customer owes an answer: counted from when, and how many steps of the style were taken meanwhile. */
export type Silence = { since: Date; done: number }
/** What comes next while nobody writes. */
export type QuietAct = { dueAt: Date } & ({ kind: 'step'; index: number } | { kind: 'end' })

const MINUTE = 60_000
const UNANSWERED_MINUTES = 10

/** [QU5] */
export const restsAt = (lastWord: Date): Date => new Date(lastWord.getTime() + UNANSWERED_MINUTES * MINUTE)

/**
 * An agent has spoken [QU1]. The first word after the customer's last starts the clock, further ones leave it; once steps
 * were taken, the next one waits anew: nobody is reminded the moment after an agent has written.
 */
export function answered(silence: Silence | null, at: Date): Silence {
  if (silence === null) return { since: at, done: 0 }
  return silence.done === 0 ? silence : { ...silence, since: at }
}

export const stepTaken = ({ done }: Silence, at: Date): Silence => ({ since: at, done: done + 1 })

export function nextQuietAct(inactivity: Inactivity | undefined, silence: Silence | null): QuietAct | null {
  if (inactivity === undefined || silence === null) return null
  const { since, done } = silence
  const dueIn = (minutes: number) => new Date(since.getTime() + minutes * MINUTE)
  const step = inactivity.steps[done]
  if (step !== undefined) return { kind: 'step', index: done, dueAt: dueIn(step.afterMinutes) }
  return inactivity.endAfterMinutes === null ? null : { kind: 'end', dueAt: dueIn(inactivity.endAfterMinutes) }
}
