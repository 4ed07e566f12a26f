import type { ContactView } from '../../../server/contacts/contract.ts'

/** The address to write to: a verified one before a claimed one. */
export function primaryEmail({ identities }: Pick<ContactView, 'identities'>): string | null {
  const emails = identities.filter(({ kind }) => kind === 'email')
  return (emails.find(({ verified }) => verified) ?? emails[0])?.value ?? null
}
