import { Refused } from './connection.ts'

// What the server refused, or `offline` when it could not be reached; texts are in locales/<locale>/refusals.json.
export { Refused }

export type Query = Record<string, string | number | boolean | undefined>

/** Shapes are those of server/<slice>/contract.ts; our own server is trusted to keep them. */
export const api = {
  get: <T>(path: string, query?: Query, signal?: AbortSignal) =>
    call<T>('GET', path + search(query), undefined, signal),
  post: <T>(path: string, body: unknown = {}) => call<T>('POST', path, body),
  /** `POST /api/v1/commands/<name>`. Retried with the same `key`, it gives the first result again. */
  command: <T>(name: string, input: unknown = {}, key?: string) =>
    call<T>('POST', `/commands/${name}`, input, undefined, key),
}

async function call<T>(method: string, path: string, body?: unknown, signal?: AbortSignal, key?: string): Promise<T> {
  const response = await fetch(`/api/v1${path}`, {
    method,
    credentials: 'same-origin',
    headers: {
      Accept: 'application/json',
      'X-Causerie': '1',
      ...(body !== undefined && { 'Content-Type': 'application/json' }),
      ...(key !== undefined && { 'Idempotency-Key': key }),
    },
    ...(body !== undefined && { body: JSON.stringify(body) }),
    ...(signal && { signal }),
  }).catch((error: unknown) => {
    if (error instanceof DOMException && error.name === 'AbortError') throw error
    throw new Refused('offline')
  })
  const answer: T = response.status === 204 ? undefined : await response.json().catch(() => undefined)
  if (!response.ok) throw refusedFrom(answer)
  return answer
}

/** A body that is no refusal (a proxy's page, nothing) is a server out of reach. */
export function refusedFrom(answer: unknown): Refused {
  if (typeof answer !== 'object' || answer === null || !('code' in answer) || typeof answer.code !== 'string')
    return new Refused('unavailable')
  return new Refused(answer.code, answer.code, 'details' in answer ? answer.details : undefined)
}

function search(query: Query = {}): string {
  const given = new URLSearchParams()
  for (const [name, value] of Object.entries(query)) if (value !== undefined) given.set(name, String(value))
  const text = given.toString()
  return text ? `?${text}` : ''
}
