import { Type } from 'typebox'
import { type Read, read } from '../platform/http/read.ts'
import type { Post } from '../platform/mail/post.ts'
import { Id } from '../platform/pure/schemas.ts'
import type {
  AuditPage,
  BrandView,
  Colleague,
  GroupView,
  LoginView,
  Me,
  NotificationView,
  RoleView,
  UserView,
} from './contract.ts'
import { mailReads } from './outgoing-mail/reads.ts'
import { isUser, mayManagePeople, mayReadAudit, userOf } from './policy.ts'
import { listAudit } from './queries/audit.ts'
import { listBrands } from './queries/brands.ts'
import { listGroups } from './queries/groups.ts'
import { listLogins } from './queries/logins.ts'
import { listNotifications } from './queries/notifications.ts'
import { listRoles } from './queries/roles.ts'
import { getMe, listDirectory, listUsers } from './queries/users.ts'
import { userView } from './views.ts'

const NOTIFICATIONS = 50
const AUDIT_PAGE = 50

export const reads = (post: Post): Read[] => [
  ...mailReads(post),

  read(
    '/api/v1/me',
    { may: isUser, about: 'Who is signed in, with rights and preferences.' },
    ({ db, actor }): Promise<Me> => getMe(db, userOf(actor).userId),
  ),

  read(
    '/api/v1/me/logins',
    { may: isUser, about: 'Where you are signed in.' },
    async ({ db, actor, now }): Promise<LoginView[]> => {
      const { userId, loginId } = userOf(actor)
      const logins = await listLogins(db, userId, now)
      return logins.map((login) => ({
        id: login.id,
        device: login.device,
        ip: login.ip,
        createdAt: login.created_at.toISOString(),
        seenAt: login.seen_at.toISOString(),
        current: login.id === loginId,
      }))
    },
  ),

  read(
    '/api/v1/me/notifications',
    { may: isUser, about: 'Your latest notifications, newest first.' },
    ({ db, actor }): Promise<NotificationView[]> => listNotifications(db, userOf(actor).userId, NOTIFICATIONS),
  ),

  read(
    '/api/v1/users/directory',
    { may: isUser, about: 'Everybody who works or worked here: name, groups, availability.' },
    ({ db }): Promise<Colleague[]> => listDirectory(db),
  ),

  read(
    '/api/v1/users',
    { may: mayManagePeople, about: 'All accounts, as the people settings show them.' },
    async ({ db }): Promise<UserView[]> => (await listUsers(db)).map(userView),
  ),

  read(
    '/api/v1/roles',
    { may: mayManagePeople, about: 'Built-in and custom roles: permissions, scope, how many have them.' },
    ({ db }): Promise<RoleView[]> => listRoles(db),
  ),

  read(
    '/api/v1/groups',
    { may: isUser, about: 'Groups and their members.' },
    ({ db }): Promise<GroupView[]> => listGroups(db),
  ),

  read('/api/v1/brands', { may: isUser, about: 'Brands.' }, ({ db }): Promise<BrandView[]> => listBrands(db)),

  read(
    '/api/v1/audit',
    {
      query: Type.Object({
        cursor: Type.Optional(Type.String({ pattern: '^[1-9][0-9]{0,15}$' })),
        by: Type.Optional(Id),
        subject: Type.Optional(Type.String({ pattern: '^[a-z_]{1,30}(:[0-9]{1,16})?$' })),
      }),
      may: mayReadAudit,
      about:
        'Administrative changes, newest first; `next` is the cursor of the following page. `by`: those of one person; ' +
        '`subject`: those on one kind (`role`) or on one thing (`role:3`).',
    },
    async ({ db, query }): Promise<AuditPage> => {
      const before = query.cursor === undefined ? null : Number(query.cursor)
      const rows = await listAudit(db, before, AUDIT_PAGE + 1, { by: query.by, subject: query.subject })
      const page = rows.slice(0, AUDIT_PAGE)
      return { rows: page, next: rows.length > AUDIT_PAGE ? String(page.at(-1)?.id) : null }
    },
  ),
]
