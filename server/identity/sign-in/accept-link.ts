import type { Static } from 'typebox'
import { type Context, record } from '../../platform/commands/context.ts'
import { hashToken } from '../../platform/ids.ts'
import { system } from '../../platform/pure/actor.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { audit } from '../audit.ts'
import type { AcceptInvitation } from '../contract.ts'
import { ACCOUNT, userChanged } from '../events.ts'
import { findLink, type Link, takeLink } from '../queries/links.ts'
import { getDefaultGroup } from '../queries/groups.ts'
import { getAdministratorRole } from '../queries/roles.ts'
import { countAdministrators, insertUser, lockAdministrators, replaceGroups, setJoined } from '../queries/users.ts'
import { endLogins } from './end-logins.ts'
import { type OpenedLogin, openLogin, type Place } from './open-login.ts'
import { hashPassword, requireStrong } from './password.ts'

type Acceptance = Static<typeof AcceptInvitation>

/** A link is used up by choosing name and password, and signs in [ID1][ID2]. */
export async function acceptLink(ctx: Context, input: Acceptance, place: Place): Promise<OpenedLogin> {
  const tokenHash = hashToken(input.token)
  const link = await findLink(ctx.tx, tokenHash, ctx.now)
  if (link === null) throw new Refusal('link_invalid')
  const name = input.name.trim()
  requireStrong(input.password, [link.email ?? input.email ?? '', name])
  const passwordHash = await hashPassword(input.password)
  if (!(await takeLink(ctx.tx, tokenHash, ctx.now))) throw new Refusal('link_invalid')
  const userId = link.userId ?? (await makeFirstAdministrator(ctx, input, name))
  await setJoined(ctx.tx, userId, { name, passwordHash, locale: input.locale ?? null, at: ctx.now })
  // Whoever lost his password may have lost a device with it.
  await endLogins(ctx, system, userId)
  record(ctx, userChanged, { stream: ACCOUNT, by: { kind: 'system' }, data: { userId } })
  await audit(ctx, system, actionOf(link), `user:${userId}`, {}, name)
  return openLogin(ctx, userId, place)
}

const EMAIL = /^[^@\s]+@[^@\s]+\.[^@\s]+$/

async function makeFirstAdministrator(ctx: Context, input: Acceptance, name: string): Promise<number> {
  const email = input.email?.trim() ?? ''
  if (!EMAIL.test(email)) throw new Refusal('invalid_input', { field: 'email' })
  await lockAdministrators(ctx.tx)
  if ((await countAdministrators(ctx.tx, null)) > 0) throw new Refusal('link_invalid')
  const role = await getAdministratorRole(ctx.tx)
  const userId = await insertUser(ctx.tx, { email, name, roleId: role.id, locale: input.locale ?? 'en' })
  if (userId === null) throw new Refusal('email_taken')
  await replaceGroups(ctx.tx, userId, [(await getDefaultGroup(ctx.tx)).id])
  return userId
}

const actionOf = (link: Link): string => (link.kind === 'sign_in' ? 'user.password_reset' : 'user.joined')
