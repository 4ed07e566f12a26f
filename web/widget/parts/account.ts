import type { VisitorToken } from '../../../server/contacts/contract.ts'
import { Refused } from '../../kit/connection.ts'
import { tell } from '../host.ts'
import { beKnown, forget, isSignedIn, keepToken, kept, post } from '../session.ts'

/**
 * The site says who its customer is, by a token it has signed; the server answers with a new token of ours. Sites say so
 * on each page, and a new token ends the line of every other tab: who is known to be the same is not signed in again.
 */
export async function login(jwt: string, isRepeated = false): Promise<void> {
  const who = fingerprint(jwt)
  if (kept.login === who && (await isSignedIn())) return
  await beKnown()
  try {
    await keepToken((await post<VisitorToken>('widget/login', { jwt })).token)
    keepLogin(who)
  } catch (error) {
    // Our token has died meanwhile, or another tab has just changed it and will tell.
    if (error instanceof Refused && error.code === 'visitor_unknown' && !isRepeated) {
      await new Promise((goOn) => setTimeout(goOn, 1000))
      return login(jwt, true)
    }
    // For who builds the site; its customer goes on without being known.
    reportError(error)
  }
}

/** What was written and not sent belongs to who leaves, and goes with him. */
export async function logout(): Promise<void> {
  forget()
  keepLogin(undefined)
  await keepToken((await post<VisitorToken>('widget/logout', {})).token)
}

function keepLogin(who: string | undefined): void {
  kept.login = who
  tell({ t: 'store', key: 'login', value: who ?? null })
}

/** Of what the token says about the customer: when it was made and until when it holds is left out. */
function fingerprint(jwt: string): string {
  const [, body = ''] = jwt.split('.')
  const bytes = Uint8Array.from(atob(body.replace(/-/g, '+').replace(/_/g, '/')), (letter) => letter.charCodeAt(0))
  const { exp: _exp, iat: _iat, nbf: _nbf, jti: _jti, ...claims } = JSON.parse(new TextDecoder().decode(bytes))
  let hash = 5381
  for (const letter of JSON.stringify(claims)) hash = Math.imul(hash, 33) ^ (letter.codePointAt(0) ?? 0)
  return `${hash >>> 0}`
}
