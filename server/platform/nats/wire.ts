import type { StoredEvent } from '../events/event-type.ts'

/** What goes from node to node: `[subject, message]` as JSON, several in one packet. */
export type Said = { subject: string; message: unknown }

export const encode = (subject: string, message: unknown): string => JSON.stringify([subject, message])

/** Already encoded ones as one packet. */
export const packet = (encoded: readonly string[]): string => `[${encoded.join(',')}]`

const LONGEST_SUBJECT = 200

/** What a packet says; anything that is not ours, or is cut short, says nothing. */
export function decode(text: string): Said[] {
  let read: unknown
  try {
    read = JSON.parse(text)
  } catch {
    return []
  }
  return Array.isArray(read) ? read.flatMap((each: unknown) => saidBy(each)) : []
}

function saidBy(each: unknown): Said[] {
  if (!Array.isArray(each) || each.length !== 2) return []
  const [subject, message]: unknown[] = each
  if (typeof subject !== 'string' || subject.length > LONGEST_SUBJECT || !isRecord(message)) return []
  if (!('position' in message) && !('stream' in message)) return [{ subject, message }]
  const event = eventOf(subject, message)
  return event === null ? [] : [{ subject, message: event }]
}

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null && !Array.isArray(value)

const isPlace = (value: unknown): value is number => Number.isSafeInteger(value) && Number(value) > 0

/** An event has its instant again, and the parts that everybody relies on. */
function eventOf(subject: string, message: Record<string, unknown>): StoredEvent | null {
  const { stream, position, publicPosition, type, at, by, data } = message
  const instant = typeof at === 'string' ? new Date(at) : new Date(Number.NaN)
  const isEvent =
    stream === subject &&
    isPlace(position) &&
    (publicPosition === null || isPlace(publicPosition)) &&
    typeof type === 'string' &&
    !Number.isNaN(instant.getTime()) &&
    isRecord(by) &&
    typeof by.kind === 'string' &&
    isRecord(data)
  return isEvent ? ({ ...message, at: instant } as StoredEvent) : null
}
