import { useState } from 'react'
import type { FieldValue } from '../../../../server/tickets/contract.ts'
import { Refused } from '../../../kit/http.ts'
import { useRefusalText } from '../../../kit/i18n.tsx'
import { useDesk } from '../../shell/DeskContext.tsx'
import { type TicketText, useTicketText } from '../../ticket/text.ts'

type ById<T> = Readonly<Record<number, T>>
const without = <T>(all: ById<T>, id: number): ById<T> =>
  Object.fromEntries(Object.entries(all).filter(([key]) => Number(key) !== id))

/** Sets one field: what was typed shows at once, and stays with the reason beside it when it is refused. */
export function useFieldChange(conversationId: number) {
  const { desk } = useDesk()
  const say = useRefusalText()
  const t = useTicketText()
  const [pending, setPending] = useState<ById<FieldValue | null>>({})
  const [errors, setErrors] = useState<ById<string>>({})
  return {
    /** What to show: what is on its way or was refused, else what is stored. */
    shown: (id: number, stored: FieldValue | undefined): FieldValue | undefined => {
      const given = pending[id]
      return given === undefined ? stored : (given ?? undefined)
    },
    errorOf: (id: number): string | undefined => errors[id],
    async set(id: number, value: FieldValue | null): Promise<void> {
      setPending((before) => ({ ...before, [id]: value }))
      setErrors((before) => without(before, id))
      try {
        await desk.submit(conversationId, { fields: { [id]: value } })
        setPending((before) => without(before, id))
      } catch (error) {
        setErrors((before) => ({ ...before, [id]: reasonOf(error, t) ?? say(error) }))
      }
    },
  }
}

const reasons = ['kind', 'too_long', 'date', 'option', 'pattern'] as const

function reasonOf(error: unknown, t: TicketText): string | null {
  if (!(error instanceof Refused) || typeof error.details !== 'object' || error.details === null) return null
  if (!('reason' in error.details)) return null
  const { reason } = error.details
  const known = reasons.find((each) => each === reason)
  return known ? t(`misfit.${known}`) : null
}
