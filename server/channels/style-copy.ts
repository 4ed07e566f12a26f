import type { Style, Texts } from '../conversations/contract.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import type { StyleInactivity } from './contract.ts'
import type { StoredStyle } from './queries.ts'

/** The style as a conversation keeps it [CH1]: reminders in its language, or in the first of the next best. */
export function styleCopy(style: StoredStyle, locales: readonly string[]): Style {
  const { id, kind, name, closeAfterSeconds, undoSeconds, inactivity, endOnSolve } = style
  return {
    id,
    kind,
    name,
    closeAfterSeconds,
    undoSeconds,
    ...(endOnSolve ? { endOnSolve } : {}),
    ...(inactivity === null
      ? {}
      : {
          inactivity: {
            endAfterMinutes: inactivity.endAfterMinutes,
            steps: inactivity.steps.map((step) => ({ ...step, text: textFor(step.text, locales) })),
          },
        }),
  }
}

/** A conversation's style, its reminders in another language as far as the style still has them there; else as they are. */
export function spokenIn(style: Style, stored: StoredStyle | null, locale: string): Style {
  const { inactivity } = style
  if (inactivity === undefined) return style
  const written = stored?.inactivity?.steps ?? []
  const steps = inactivity.steps.map((step, n) => ({
    ...step,
    text: written[n]?.text[locale] || written[n]?.text[locale.split('-')[0] ?? ''] || step.text,
  }))
  return { ...style, inactivity: { ...inactivity, steps } }
}

/** `fr-CA` is also said in `fr`; where none of the languages is written, in any. */
function textFor(texts: Texts, locales: readonly string[]): string {
  const wanted = locales.flatMap((locale) => [locale, locale.split('-')[0] ?? locale])
  const said = [...wanted.map((locale) => texts[locale]), ...Object.values(texts)]
  return said.find((text) => text !== undefined && text.trim() !== '') ?? ''
}

/** A step that solves, or puts on hold, is the last: what comes after it would be left out [QU3]. */
export function requireInactivity({ steps }: StyleInactivity): void {
  const early = steps.slice(0, -1).findIndex(({ status }) => status === 'solved' || status === 'hold')
  if (early !== -1)
    throw new Refusal('invalid_input', {
      fields: [{ field: `inactivity.steps.${early}.status`, message: 'only the last step may solve or put on hold' }],
    })
  const long = steps.findIndex(({ text }) => Object.values(text).some((each) => each.length > REMINDER_LENGTH))
  if (long !== -1)
    throw new Refusal('invalid_input', {
      fields: [{ field: `inactivity.steps.${long}.text`, message: `at most ${REMINDER_LENGTH} characters` }],
    })
}
/** As long as a conversation keeps it. */
const REMINDER_LENGTH = 1000
