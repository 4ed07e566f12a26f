import type { Complaint } from '../parts/complaints.ts'

/** `placeholder_unknown contact.shoe` → the name, else nothing. */
export const unknownName = ({ message }: Complaint): string | null =>
  /^placeholder_unknown (\S+)$/.exec(message)?.[1] ?? null
