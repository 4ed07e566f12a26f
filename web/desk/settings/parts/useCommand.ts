import { useRef, useState } from 'react'
import { api, Refused } from '../../../kit/http.ts'
import { useRefusalText } from '../../../kit/i18n.tsx'
import { uuid7 } from '../../../kit/uuid7.ts'
import { queryClient } from '../../app/queries.ts'

type Done<Output> = { output: Output }

type Options = {
  /** What is read again afterwards, by query key. */
  refreshes?: string[]
  /** Its answer holds a secret that the server keeps nowhere: a repetition with the same key would be told nothing. */
  isToldOnce?: boolean
}

/**
 * A command behind a form: `await save.run(input)` gives its output, or null when it was refused. What was refused is
 * then said beside the field it belongs to (`save.errorOf('email', 'email_taken')`), or as `save.error`.
 *
 * It goes by HTTP, not over the live connection: that one ends when a change touches the person's own rights, perhaps
 * before the answer. A key per try keeps a repetition after a lost answer from doing it twice.
 */
export function useCommand<Output = unknown>(name: string, { refreshes = [], isToldOnce = false }: Options = {}) {
  const say = useRefusalText()
  const [refused, setRefused] = useState<unknown>(null)
  const [isPending, setPending] = useState(false)
  const unanswered = useRef<{ input: string; key: string } | null>(null)
  return {
    isPending,
    code: refused instanceof Refused ? refused.code : null,
    details: refused instanceof Refused ? refused.details : null,
    error: refused === null ? null : say(refused),
    clear: () => setRefused(null),
    async run(input: unknown): Promise<Done<Output> | null> {
      setPending(true)
      setRefused(null)
      try {
        const given = JSON.stringify(input)
        const key = unanswered.current?.input === given ? unanswered.current.key : uuid7()
        unanswered.current = { input: given, key }
        const output = await api.command<Output>(name, input, isToldOnce ? undefined : key)
        unanswered.current = null
        // Done only when what is on screen is what is stored.
        await Promise.all(refreshes.map((key) => queryClient.invalidateQueries({ queryKey: [key] })))
        return { output }
      } catch (error) {
        if (!(error instanceof Refused && isUnknown(error.code))) unanswered.current = null
        setRefused(error)
        return null
      } finally {
        setPending(false)
      }
    },
    /** The text, if it was refused for this field: named by the server, or by a code that can mean nothing else. */
    errorOf(field: string, ...codes: string[]): string | undefined {
      if (!(refused instanceof Refused)) return undefined
      return codes.includes(refused.code) || fieldsOf(refused).includes(field) ? say(refused) : undefined
    },
    /** What belongs to none of the fields that say it themselves. */
    errorBesides(fields: string[], ...codes: string[]): string | undefined {
      if (refused === null) return undefined
      const isSaid =
        refused instanceof Refused &&
        (codes.includes(refused.code) || fieldsOf(refused).some((field) => fields.includes(field)))
      return isSaid ? undefined : say(refused)
    },
  }
}

/** Nobody knows whether it happened. */
const isUnknown = (code: string): boolean => /^(offline|unavailable|internal)$/.test(code)

/** `invalid_input` names what is wrong: `{ fields: [{ field: 'email', message }] }`. */
function fieldsOf({ code, details }: Refused): string[] {
  if (code !== 'invalid_input' || typeof details !== 'object' || details === null || !('fields' in details)) return []
  const { fields } = details
  if (!Array.isArray(fields)) return []
  return fields.flatMap((each: unknown) =>
    typeof each === 'object' && each !== null && 'field' in each && typeof each.field === 'string' ? [each.field] : [],
  )
}
