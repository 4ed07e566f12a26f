import type { UserView } from './contract.ts'
import type { User } from './model.ts'

export const userView = (user: User): UserView => ({
  id: user.id,
  email: user.email,
  name: user.name,
  alias: user.alias,
  photo: user.photo,
  roleId: user.role.id,
  groups: user.groups,
  active: user.deactivatedAt === null,
  joined: user.joinedAt !== null,
  lastSeenAt: user.lastSeenAt?.toISOString() ?? null,
})
