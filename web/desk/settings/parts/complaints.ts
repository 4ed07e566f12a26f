import { Refused } from '../../../kit/http.ts'
/** What the server says is wrong with a definition, by place: `conditions.all.2`, `message.texts.fr`. */
export type Complaint = { field: string; message: string }

export function complaintsIn(details: unknown): Complaint[] {
  if (typeof details !== 'object' || details === null || !('fields' in details)) return []
  const { fields } = details
  if (!Array.isArray(fields)) return []
  return fields.flatMap((each: unknown) => (isComplaint(each) ? [each] : []))
}

const isComplaint = (each: unknown): each is Complaint =>
  typeof each === 'object' &&
  each !== null &&
  'field' in each &&
  typeof each.field === 'string' &&
  'message' in each &&
  typeof each.message === 'string'

export function complaintAt(complaints: readonly Complaint[], place: string): Complaint | undefined {
  return complaints.find(({ field }) => field === place || field.startsWith(`${place}.`))
}

/** Those of a refusal that names places (`rule_invalid`, `view_invalid`). */
export const complaintsOf = (error: unknown): Complaint[] =>
  error instanceof Refused && error.code.endsWith('_invalid') ? complaintsIn(error.details) : []
