import { type Static, Type } from 'typebox'
import { Id, Locale } from '../platform/pure/schemas.ts'

export type OrganizationRef = { id: number; name: string }
/** A company or household whose contacts belong together. */
export type OrganizationView = OrganizationRef & {
  /** Whoever has a verified address in one of them belongs to it, unless he belongs to another. */
  domains: string[]
  notes: string
  /** The language its people are written to when they have none of their own. */
  locale: string | null
  members: number
  createdAt: string
}
export const OrganizationQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 120 })),
  cursor: Type.Optional(Type.String({ maxLength: 300 })),
})
export type OrganizationPage = { rows: OrganizationView[]; next: string | null }
export const SaveOrganization = Type.Object({
  id: Type.Optional(Id),
  name: Type.String({ minLength: 1, maxLength: 120 }),
  domains: Type.Array(Type.String({ minLength: 1, maxLength: 253 }), { maxItems: 100 }),
  notes: Type.String({ maxLength: 4000 }),
  locale: Type.Union([Locale, Type.Null()]),
})
export const DeleteOrganization = Type.Object({ organizationId: Id })

export type IdentityView = {
  id: number
  kind: 'email' | 'phone' | 'external_id'
  value: string
  /** Verified by a signed login, the mailbox itself, the channel, or an agent; otherwise only claimed. */
  verified: boolean
  verifiedBy: 'jwt' | 'mailbox' | 'channel' | 'agent' | null
}
export type ContactView = {
  id: number
  name: string | null
  photo: string | null
  organization: OrganizationRef | null
  /** True when the person is signed in to the customer's own site (verified external id). */
  signedIn: boolean
  identities: IdentityView[]
  locale: string | null
  timeZone: string | null
  blocked: boolean
  online: boolean
  page: { url: string; title?: string } | null
  device: { browser: string; os: string; kind: 'desktop' | 'phone' | 'tablet' } | null
  notes: string
  createdAt: string
  lastSeenAt: string | null
  /** Contacts merged into this one, which can be split off again. */
  merged: { id: number; name: string | null; at: string }[]
}
export type ContactRow = {
  id: number
  name: string | null
  email: string | null
  phone: string | null
  organization: OrganizationRef | null
  verified: boolean
  lastSeenAt: string | null
  conversations: number
  blocked: boolean
}

export const UpdateContact = Type.Object({
  contactId: Id,
  name: Type.Optional(Type.Union([Type.String({ minLength: 1, maxLength: 120 }), Type.Null()])),
  notes: Type.Optional(Type.String({ maxLength: 4000 })),
  locale: Type.Optional(Type.Union([Locale, Type.Null()])),
  organizationId: Type.Optional(Type.Union([Id, Type.Null()])),
  addIdentity: Type.Optional(
    Type.Object({
      kind: Type.Union([Type.Literal('email'), Type.Literal('phone')]),
      value: Type.String({ minLength: 3, maxLength: 254 }),
    }),
  ),
  removeIdentity: Type.Optional(Id),
})
/** `identity.confirm`: an agent records that the person is who the identity says, with the reason. */
export const ConfirmIdentity = Type.Object({
  contactId: Id,
  identityId: Id,
  reason: Type.String({ minLength: 1, maxLength: 400 }),
})
export const ContactRef = Type.Object({ contactId: Id })
export const MergeContacts = Type.Object({ from: Id, into: Id })
export const SplitContact = Type.Object({ contactId: Id, mergedId: Id })

export type ContactPage = { rows: ContactRow[]; next: string | null }
export const ContactQuery = Type.Object({
  q: Type.Optional(Type.String({ maxLength: 120 })),
  /** Members of this organization only. */
  organization: Type.Optional(Id),
  cursor: Type.Optional(Type.String({ pattern: '^[0-9]{1,17}\\.[0-9]{1,16}$' })),
})

/** `visitor.details`: name and email a visitor types: claimed, never verified by this. */
export const VisitorDetails = Type.Object({
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 120 })),
  email: Type.Optional(Type.String({ pattern: '^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$', maxLength: 254 })),
})
export type VisitorDetails = Static<typeof VisitorDetails>
/** `POST /api/v1/widget/visitors`: a new browser; the answer's token is all it is known by. */
export const OpenVisitor = Type.Object({
  key: Type.String({ maxLength: 60 }),
  locale: Type.Optional(Locale),
  timeZone: Type.Optional(Type.String({ maxLength: 60, pattern: '^[A-Za-z0-9_+/-]+$' })),
})
/** `POST /api/v1/widget/login` and `/logout`: a new token each time. */
export const VisitorLogin = Type.Object({ jwt: Type.String({ maxLength: 8000 }) })
/** `POST /api/v1/widget/resume`: uses up a link from a mail; gives a token, and the widget it belongs to. */
export const ResumeVisitor = Type.Object({ link: Type.String({ maxLength: 120 }) })
export type VisitorResumed = VisitorToken & { key: string; conversationId: number }
export type VisitorToken = { token: string; contact: { id: number; name: string | null; signedIn: boolean } }

export const refusals = {
  contact_not_found: 404,
  identity_not_found: 404,
  identity_taken: 409,
  identity_invalid: 422,
  jwt_invalid: 401,
  visitor_unknown: 401,
  resume_invalid: 410,
  merge_same: 409,
  merge_both_signed_in: 409,
  not_merged: 409,
  contact_blocked: 403,
  organization_not_found: 404,
  organization_domain_invalid: 422,
  organization_domain_taken: 409,
} as const
