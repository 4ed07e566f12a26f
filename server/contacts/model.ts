import type { Device } from '../platform/pure/user-agent.ts'
import type { IdentityView } from './contract.ts'

export type IdentityKind = IdentityView['kind']
export type VerifiedBy = NonNullable<IdentityView['verifiedBy']>
export type Identity = {
  id: number
  contactId: number
  kind: IdentityKind
  value: string
  verifiedBy: VerifiedBy | null
}
export type Page = { url: string; title?: string }

export type Contact = {
  id: number
  organizationId: number | null
  name: string | null
  locale: string | null
  timeZone: string | null
  notes: string
  device: Device | null
  page: Page | null
  blockedAt: Date | null
  mergedInto: number | null
  known: boolean
  createdAt: Date
  lastSeenAt: Date | null
}

/** A verified login's token may be this old or young at most [CT4]. */
export const LONGEST_JWT_LIFE_MS = 24 * 3_600_000
export const CLOCK_LEEWAY_S = 60
/** Nobody has more addresses and numbers than this; whoever types on cannot fill the table. */
export const MOST_IDENTITIES = 20

const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/
/** As it is stored and compared; null when it is none. */
export function normalised(kind: IdentityKind, value: string): string | null {
  const text = value.trim()
  if (kind === 'email') return EMAIL.test(text) && text.length <= 254 ? text.toLowerCase() : null
  if (kind === 'external_id') return text !== '' && text.length <= 255 ? text : null
  const digits = text.replace(/[\s().\-/]/g, '').replace(/^00/, '+')
  return /^\+?[0-9]{6,15}$/.test(digits) ? digits : null
}

/** A domain as it is stored and compared, also when it is typed as `@example.com`; null when it is none. */
export function domainOf(text: string): string | null {
  const domain = text.trim().toLowerCase().replace(/^@/, '')
  return /^(?:[a-z0-9](?:[a-z0-9-]{0,61}[a-z0-9])?\.)+[a-z][a-z0-9-]{0,61}[a-z0-9]$/.test(domain) ? domain : null
}

export type Claims = { externalId: string; name: string | null; email: string | null; emailVerified: boolean }
export type LoginOutcome =
  | { kind: 'stay' }
  | { kind: 'become' }
  | { kind: 'merge'; into: number }
  | { kind: 'move'; into: number }
  | { kind: 'fresh' }

type Known = { contactId: number; externalId: string | null }
/**
 * Whom a signed login makes of a visitor [CT4]. `own`: his contact so far; `byExternalId`: who has that verified external
 * id; `byEmail`: who has that verified address, asked only when the token verifies it. Two external ids never merge.
 */
export function decideLogin(
  claims: Claims,
  own: Known,
  byExternalId: number | null,
  byEmail: Known | null,
): LoginOutcome {
  const free =
    byEmail !== null &&
    claims.emailVerified &&
    (byEmail.externalId === null || byEmail.externalId === claims.externalId)
  const target = byExternalId ?? (free ? byEmail.contactId : null)
  if (target === own.contactId) return { kind: 'stay' }
  const isSomebodyElse = own.externalId !== null && own.externalId !== claims.externalId
  if (isSomebodyElse) return target === null ? { kind: 'fresh' } : { kind: 'move', into: target }
  return target === null ? { kind: 'become' } : { kind: 'merge', into: target }
}

/** An identity that gave way to the same one of the other contact; it was only claimed. */
export type Dropped = { contactId: number; kind: IdentityKind; value: string }
type Filled = {
  /** Not there in merges older than organizations. */
  organizationId?: number | null
  name: string | null
  locale: string | null
  timeZone: string | null
  notes: string
  device: Device | null
  page: Page | null
  blockedAt: string | null
}
export type MergePlan = {
  moved: number[]
  deleted: number[]
  dropped: Dropped[]
  /** Fields of the contact that stays, before and after, for the split. */
  filled: { before: Filled; after: Filled }
}

/** What a merge does [CT5]: identities go over, the verified one of two equal ones stays, gaps are filled, a block holds. */
export function planMerge(from: Contact, into: Contact, identities: readonly Identity[]): MergePlan {
  const moved: number[] = []
  const gone: Identity[] = []
  for (const mine of identities.filter((identity) => identity.contactId === from.id)) {
    const same = identities.find(
      ({ contactId, kind, value }) => contactId === into.id && kind === mine.kind && value === mine.value,
    )
    const stronger = same === undefined || (mine.verifiedBy !== null && same.verifiedBy === null)
    if (stronger) moved.push(mine.id)
    if (same !== undefined) gone.push(stronger ? same : mine)
  }
  const before = fillable(into)
  const other = fillable(from)
  const after: Filled = {
    organizationId: into.organizationId ?? from.organizationId,
    name: before.name ?? other.name,
    locale: before.locale ?? other.locale,
    timeZone: before.timeZone ?? other.timeZone,
    notes: [before.notes, other.notes].filter(Boolean).join('\n'),
    device: other.device ?? before.device,
    page: other.page ?? before.page,
    blockedAt: before.blockedAt ?? other.blockedAt,
  }
  return {
    moved,
    deleted: gone.map(({ id }) => id),
    dropped: gone.map(({ contactId, kind, value }) => ({ contactId, kind, value })),
    filled: { before, after },
  }
}

/** What a split gives back: fields that still say what the merge put there. */
export function unfill(contact: Contact, { before, after }: MergePlan['filled']): Contact {
  const now = fillable(contact)
  const kept = <Field extends keyof Filled>(field: Field): Filled[Field] =>
    JSON.stringify(now[field]) === JSON.stringify(after[field]) ? before[field] : now[field]
  const blockedAt = kept('blockedAt')
  return {
    ...contact,
    organizationId: kept('organizationId') ?? null,
    name: kept('name'),
    locale: kept('locale'),
    timeZone: kept('timeZone'),
    notes: kept('notes'),
    device: kept('device'),
    page: kept('page'),
    blockedAt: blockedAt === null ? null : new Date(blockedAt),
  }
}

const fillable = ({ organizationId, name, locale, timeZone, notes, device, page, blockedAt }: Contact): Filled => ({
  organizationId,
  name,
  locale,
  timeZone,
  notes,
  device,
  page,
  blockedAt: blockedAt?.toISOString() ?? null,
})
