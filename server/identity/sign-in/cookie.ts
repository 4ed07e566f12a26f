import { fastifyCookie as cookies } from '@fastify/cookie'

const NAME = 'causerie_session'
const YEAR_S = 365 * 86_400

/** The token in a request's Cookie header, or null. */
export function readSessionCookie(header: string | null | undefined): string | null {
  return (header ? cookies.parse(header)[NAME] : undefined) || null
}

/** HttpOnly, SameSite=Lax; the login behind it ends on the server [ID4]. */
export const sessionCookie = (token: string, secure: boolean): string =>
  cookies.serialize(NAME, token, { httpOnly: true, sameSite: 'lax', path: '/', secure, maxAge: YEAR_S })

export const clearedCookie = (secure: boolean): string =>
  cookies.serialize(NAME, '', { httpOnly: true, sameSite: 'lax', path: '/', secure, maxAge: 0 })
