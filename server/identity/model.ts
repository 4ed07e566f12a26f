import type { UserActor } from '../platform/pure/actor.ts'
import { builtInRoles, permissions, type BuiltInRole, type Permission, type Scope } from './contract.ts'

/** A role, its rights and their reach. */
export type Role = { id: number; key: BuiltInRole | null; name: string; permissions: Permission[]; scope: Scope }

export type User = {
  id: number
  email: string
  name: string
  alias: string | null
  photo: string | null
  role: Role
  groups: number[]
  /** Null until the invitation was accepted [ID2]. */
  joinedAt: Date | null
  deactivatedAt: Date | null
  lastSeenAt: Date | null
}

const DAY = 86_400_000
const HOUR = 3_600_000
/** [ID2] An invitation can be accepted for a week; links made at the console and new-password links live shorter. */
export const LINK_LIFE_MS = { first: 7 * DAY, invitation: 7 * DAY, sign_in: HOUR } as const
export type LinkKind = keyof typeof LINK_LIFE_MS
/** [ID4] A login ends by itself after 30 days without use. */
export const LOGIN_LIFE_MS = 30 * DAY
/** How exactly "last seen" is kept. */
export const SEEN_EVERY_MS = 60_000

const REACH = { mine: 0, groups: 1, all: 2 } as const

/** [ID6] Nobody gives, or gains power over, rights beyond his own: every permission, and at least that scope. */
export function covers(
  actor: Pick<UserActor, 'permissions' | 'scope'>,
  role: Pick<Role, 'permissions' | 'scope'>,
): boolean {
  const has = role.permissions.every((permission) => actor.permissions.has(permission))
  return (
    has &&
    REACH[role.scope.tickets] <= REACH[actor.scope.tickets] &&
    brandsWithin(role.scope.brands, actor.scope.brands)
  )
}

function brandsWithin(inner: number[] | null, outer: number[] | null): boolean {
  return outer === null || (inner !== null && inner.every((id) => outer.includes(id)))
}

export const isActive = (user: Pick<User, 'joinedAt' | 'deactivatedAt'>): boolean =>
  user.joinedAt !== null && user.deactivatedAt === null

/** [ID7] Somebody must be able to open every door: an administrator who has joined and is not deactivated. */
export const isAdministrator = (user: Pick<User, 'joinedAt' | 'deactivatedAt' | 'role'>): boolean =>
  isActive(user) && user.role.key === 'administrator'

/** As roles come from the database: words this version does not know are left out. */
export const knownPermissions = (words: readonly string[]): Permission[] =>
  permissions.filter((permission) => words.includes(permission))
export const knownRole = (key: string | null): BuiltInRole | null => builtInRoles.find((role) => role === key) ?? null

/** [ID9] What `audit` is told of a change: field → [before, after], without what stayed the same; all fields, or those named. */
export function differences<After extends object>(
  before: { readonly [Field in keyof After]?: unknown } | null,
  after: After,
  fields: readonly (keyof After & string)[] | null = null,
): Record<string, [unknown, unknown]> {
  const earlier = new Map<string, unknown>(Object.entries(before ?? {}))
  const later = new Map<string, unknown>(Object.entries(after))
  const changed = (fields ?? [...later.keys()]).filter(
    (field) => JSON.stringify(earlier.get(field)) !== JSON.stringify(later.get(field)),
  )
  return Object.fromEntries(changed.map((field) => [field, [earlier.get(field) ?? null, later.get(field) ?? null]]))
}
