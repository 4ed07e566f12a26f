import { useState } from 'react'
import { Refused } from '../../../kit/http.ts'
import { useRefusalText } from '../../../kit/i18n.tsx'
import { queryClient } from '../../app/queries.ts'
import { useDesk } from '../../shell/DeskContext.tsx'

type Done<Output> = { output: Output }

/**
 * A command behind a form: `await save.run(input)` gives its output, or null when it was refused. What was refused is
 * then said beside the field it belongs to (`save.errorOf('email', 'email_taken')`), or as `save.error`.
 */
export function useCommand<Output = unknown>(name: string, { refreshes = [] }: { refreshes?: string[] } = {}) {
  const { desk } = useDesk()
  const say = useRefusalText()
  const [refused, setRefused] = useState<unknown>(null)
  const [isPending, setPending] = useState(false)
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
        const output = await desk.do<Output>(name, input)
        // Done only when what is on screen is what is stored.
        await Promise.all(refreshes.map((key) => queryClient.invalidateQueries({ queryKey: [key] })))
        return { output }
      } catch (error) {
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

/** `invalid_input` names what is wrong: `{ fields: [{ field: 'email', message }] }`. */
function fieldsOf({ code, details }: Refused): string[] {
  if (code !== 'invalid_input' || typeof details !== 'object' || details === null || !('fields' in details)) return []
  const { fields } = details
  if (!Array.isArray(fields)) return []
  return fields.flatMap((each: unknown) =>
    typeof each === 'object' && each !== null && 'field' in each && typeof each.field === 'string' ? [each.field] : [],
  )
}
