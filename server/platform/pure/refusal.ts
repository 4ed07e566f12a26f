/** The platform's own refusal codes, with HTTP status. Slices list theirs in `contract.ts`. */
export const refusals = {
  invalid_input: 400,
  not_signed_in: 401,
  not_allowed: 403,
  /** What changes something and does not come from a page of ours. */
  foreign_request: 403,
  not_found: 404,
  unknown_command: 404,
  too_large: 413,
  too_many_requests: 429,
  internal: 500,
  unavailable: 503,
  /** No mail server is set (SMTP_URL). */
  mail_off: 409,
} as const

/** The one class for "no": thrown anywhere below `execute`, which rolls back. */
export class Refusal extends Error {
  readonly code: string
  readonly details: Record<string, unknown> | undefined
  constructor(code: string, details?: Record<string, unknown>) {
    super(code)
    this.name = 'Refusal'
    this.code = code
    this.details = details
  }
}

/** Refuses unless a policy says yes. */
export function allow(verdict: boolean, code = 'not_allowed'): void {
  if (!verdict) throw new Refusal(code)
}
