/** What the server says is wrong, by place: `actions.0`, `message.texts.fr`. */
export type Complaint = { field: string; message: string }

export function complaintsIn(details: unknown): Complaint[] {
  if (typeof details !== 'object' || details === null || !('fields' in details)) return []
  return Array.isArray(details.fields) ? (details.fields as Complaint[]) : []
}

export const complaintAt = (complaints: readonly Complaint[], place: string): Complaint | undefined =>
  complaints.find(({ field }) => field === place || field.startsWith(`${place}.`))

/** `placeholder_unknown contact.shoe` → the name, else nothing. */
export const unknownName = ({ message }: Complaint): string | null =>
  /^placeholder_unknown (\S+)$/.exec(message)?.[1] ?? null
