import type { ContactView } from '../../../server/contacts/contract.ts'

/** Whether somebody vouches for it; a claimed one may be anybody's. */
export const isVerified = ({ identities }: Pick<ContactView, 'identities'>, email: string): boolean =>
  identities.some(({ kind, value, verified }) => kind === 'email' && value === email && verified)

/** The address to write to: a verified one before a claimed one. */
export function primaryEmail({ identities }: Pick<ContactView, 'identities'>): string | null {
  const emails = identities.filter(({ kind }) => kind === 'email')
  return (emails.find(({ verified }) => verified) ?? emails[0])?.value ?? null
}
