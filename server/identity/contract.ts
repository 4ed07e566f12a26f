import { type Static, Type } from 'typebox'
import { Id, Locale } from '../platform/pure/schemas.ts'

/** Every right there is. A role is a set of these plus a scope. */
export const permissions = [
  'conversations.read', // see conversations and tickets in scope
  'conversations.reply', // public replies, solve, end sessions
  'conversations.note', // internal notes
  'conversations.assign', // to others; taking for oneself needs reply
  'conversations.redact',
  'conversations.export',
  'conversations.delete', // delete, see what is deleted or spam, restore, purge
  'contacts.read',
  'contacts.write',
  'contacts.block',
  'contacts.merge',
  'people.manage', // users, roles, groups, invitations
  'channels.manage', // channels, styles, brands
  'bots.manage',
  'bots.review',
  'rules.manage',
  'routing.manage', // queues, skills, capacity, statuses
  'agents.supervise', // see all agents at work, change their status, watch and take over
  'insights.read',
  'audit.read',
  'settings.manage',
  'assignable', // may hold tickets
] as const
export type Permission = (typeof permissions)[number]

/** Which tickets a role reaches: all, those of its groups (and its own), or only its own. Null brands = every brand. */
export const Scope = Type.Object({
  tickets: Type.Union([Type.Literal('all'), Type.Literal('groups'), Type.Literal('mine')]),
  brands: Type.Union([Type.Array(Id), Type.Null()]),
})
export type Scope = Static<typeof Scope>

/** Built-in roles; administrators may add their own. */
export const builtInRoles = [
  'administrator',
  'team_lead',
  'agent',
  'light_agent',
  'digital_operations',
  'conversation_designer',
  'conversation_analyst',
  'automation_manager',
] as const
export type BuiltInRole = (typeof builtInRoles)[number]

export type RoleView = {
  id: number
  key: BuiltInRole | null
  name: string
  permissions: Permission[]
  scope: Scope
  users: number
}
export const SaveRole = Type.Object({
  id: Type.Optional(Id),
  name: Type.String({ minLength: 1, maxLength: 60 }),
  permissions: Type.Array(Type.Union(permissions.map((permission) => Type.Literal(permission))), { uniqueItems: true }),
  scope: Scope,
})

export type Availability = 'online' | 'away' | 'offline'

/** What every agent may know of a colleague (`GET /api/v1/users/directory`). */
export type Colleague = {
  id: number
  name: string
  /** What customers see instead of the name, if set. */
  alias: string | null
  photo: string | null
  groups: number[]
  availability: Availability
  assignable: boolean
  active: boolean
}

/** The signed-in person (`GET /api/v1/me`). */
export type Me = {
  id: number
  email: string
  name: string
  /** Shown to customers instead of the name, if set. */
  alias: string | null
  photo: string | null
  locale: 'en' | 'fr'
  theme: 'light' | 'dark' | 'system'
  preferences: Preferences
  availability: Availability
  permissions: Permission[]
  scope: Scope
  groups: number[]
  role: { id: number; key: BuiltInRole | null; name: string }
}

export const Preferences = Type.Object({
  density: Type.Optional(Type.Union([Type.Literal('comfortable'), Type.Literal('compact')])),
  singleKeys: Type.Optional(Type.Boolean()),
  sound: Type.Optional(Type.Boolean()),
  notifications: Type.Optional(Type.Boolean()),
  /** By mail while not online; both are on unless switched off. */
  mailMentions: Type.Optional(Type.Boolean()),
  mailAssigned: Type.Optional(Type.Boolean()),
})
export type Preferences = Static<typeof Preferences>

export const UpdateProfile = Type.Object({
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
  alias: Type.Optional(Type.Union([Type.String({ minLength: 1, maxLength: 80 }), Type.Null()])),
  locale: Type.Optional(Type.Union([Type.Literal('en'), Type.Literal('fr')])),
  theme: Type.Optional(Type.Union([Type.Literal('light'), Type.Literal('dark'), Type.Literal('system')])),
  preferences: Type.Optional(Preferences),
})
export const SetAvailability = Type.Object({
  availability: Type.Union([Type.Literal('online'), Type.Literal('away'), Type.Literal('offline')]),
})

/** A user as the people settings show it. */
export type UserView = {
  id: number
  email: string
  name: string
  alias: string | null
  photo: string | null
  roleId: number
  groups: number[]
  active: boolean
  /** False until the invitation was accepted. */
  joined: boolean
  lastSeenAt: string | null
}
export const InviteUser = Type.Object({
  email: Type.String({ pattern: '^[^@\\s]+@[^@\\s]+\\.[^@\\s]+$', maxLength: 254 }),
  name: Type.String({ minLength: 1, maxLength: 80 }),
  roleId: Id,
  groups: Type.Optional(Type.Array(Id)),
  locale: Type.Optional(Locale),
})
/** The link is shown once to the inviting person, and mailed where mail is set up: `mailedTo` says where it goes. */
export type UserInvited = { user: UserView; link: string; mailedTo: string | null }
export const UpdateUser = Type.Object({
  userId: Id,
  name: Type.Optional(Type.String({ minLength: 1, maxLength: 80 })),
  roleId: Type.Optional(Id),
  groups: Type.Optional(Type.Array(Id)),
})
export const UserRef = Type.Object({ userId: Id })
/** `user.renew_invitation`: a path on this installation; with whoever has joined already it chooses a new password. */
export type LinkMade = { link: string; mailedTo: string | null }
export const RoleRef = Type.Object({ roleId: Id })
export const GroupRef = Type.Object({ groupId: Id })
export const LoginRef = Type.Object({ loginId: Id })

/** What a link is for (`GET /api/v1/welcome/:token`); `sign_in` chooses a new password for an account that exists. */
export type Welcome = { kind: 'first' | 'invitation' | 'sign_in'; email?: string; name?: string }
/** Answer of `POST /api/v1/sign-in` and `POST /api/v1/welcome`, beside the cookie. */
export type SignedIn = { me: Me }

/** Body of `POST /api/v1/sign-in` (sets the cookie). */
export const SignIn = Type.Object({ email: Type.String({ maxLength: 254 }), password: Type.String({ maxLength: 200 }) })
/** Body of `POST /api/v1/password-reset`: the answer is the same whether the address has an account or not. */
export const ResetPassword = Type.Object({ email: Type.String({ minLength: 3, maxLength: 254 }) })
/** Body of `POST /api/v1/welcome`: accepts an invitation or the first administrator's link and signs in. */
export const AcceptInvitation = Type.Object({
  token: Type.String({ maxLength: 200 }),
  name: Type.String({ minLength: 1, maxLength: 80 }),
  email: Type.Optional(Type.String({ maxLength: 254 })),
  password: Type.String({ minLength: 10, maxLength: 200 }),
  locale: Type.Optional(Type.Union([Type.Literal('en'), Type.Literal('fr')])),
})
export const ChangePassword = Type.Object({
  current: Type.String({ maxLength: 200 }),
  next: Type.String({ minLength: 10, maxLength: 200 }),
})

/** A place where the person is signed in (`GET /api/v1/me/logins`). */
export type LoginView = { id: number; device: string; ip: string; createdAt: string; seenAt: string; current: boolean }

export type GroupView = { id: number; name: string; isDefault: boolean; members: number[] }
export const SaveGroup = Type.Object({
  id: Type.Optional(Id),
  name: Type.String({ minLength: 1, maxLength: 60 }),
  members: Type.Array(Id),
})
export type BrandView = { id: number; name: string; isDefault: boolean; colour: string | null; logo: string | null }
export const SaveBrand = Type.Object({
  id: Type.Optional(Id),
  name: Type.String({ minLength: 1, maxLength: 60 }),
  colour: Type.Optional(Type.Union([Type.String({ pattern: '^#[0-9a-f]{6}$' }), Type.Null()])),
})

/** One administrative change (`GET /api/v1/audit`). */
export type AuditView = {
  id: number
  at: string
  by: { id: number; name: string } | null
  action: string
  /** `user:7`, `role:3`, `conversation:42` … */
  subject: string
  /** What the subject was called then, if it has a name. */
  subjectName: string | null
  /** Field → [before, after]. */
  changes: Record<string, [unknown, unknown]>
}
export type AuditPage = { rows: AuditView[]; next: string | null }

/** A personal notification (mention, assignment): event `notification.added` on topic `agent:ID`, and `GET /api/v1/me/notifications`. */
export type NotificationView = {
  id: number
  kind: 'mention' | 'assigned' | 'rule' | 'followed' | 'sla'
  conversationId: number
  by: string
  text: string
  at: string
  readAt: string | null
}

export const ReadNotifications = Type.Object({ ids: Type.Array(Id, { minItems: 1, maxItems: 200 }) })

export const MailState = Type.Union([Type.Literal('waiting'), Type.Literal('sent'), Type.Literal('failed')])
/** Why a mail goes out. */
export const mailKinds = [
  'test',
  'invitation',
  'password',
  'reply',
  'transcript',
  'unread',
  'notification',
  'survey',
  'rule',
] as const
export const MailKind = Type.Union(mailKinds.map((kind) => Type.Literal(kind)))
/** Why it was not sent (yet); the server's own words stand beside it. */
export type MailProblem = 'unreachable' | 'tls' | 'credentials' | 'postponed' | 'refused' | 'uncertain' | 'late'

/** `GET /api/v1/mail`. `late`: of those that wait, how many wait after an attempt that went wrong, `since` when and why. */
export type OutgoingMail = {
  isOn: boolean
  from: string | null
  waiting: number
  late: number
  since: string | null
  problem: MailProblem | null
  /** Failed in the last 24 hours. */
  failed: number
}
export type MailView = {
  id: number
  kind: (typeof mailKinds)[number]
  /** Hidden in part from whoever may not read contacts. */
  to: string
  state: Static<typeof MailState>
  attempts: number
  /** When it is tried again. */
  nextAt: string | null
  problem: MailProblem | null
  /** What the mail server said. */
  answer: string | null
  mayRenew: boolean
  at: string
  endedAt: string | null
}
export type MailPage = { rows: MailView[]; next: string | null }
export const MailRef = Type.Object({ mailId: Id })

export const refusals = {
  not_signed_in: 401,
  wrong_credentials: 401,
  not_allowed: 403,
  link_invalid: 410,
  email_taken: 409,
  user_not_found: 404,
  user_deactivated: 403,
  role_not_found: 404,
  role_in_use: 409,
  role_built_in: 409,
  last_administrator: 409,
  own_account: 409,
  group_not_found: 404,
  group_in_use: 409,
  brand_not_found: 404,
  login_not_found: 404,
  password_too_weak: 422,
  mail_not_renewable: 409,
} as const
