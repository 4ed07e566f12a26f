import type { VisitorToken } from '../../../server/contacts/contract.ts'
import { Refused } from '../../kit/connection.ts'
import { tell } from '../host.ts'
import { beKnown, forget, isSignedIn, keepToken, kept, post } from '../session.ts'

/** Logouts so far: a login that one has overtaken comes to nothing. */
let logouts = 0
/** Logins wait for each other, as each needs the token that the one before has brought. */
let turn: Promise<unknown> = Promise.resolve()

/**
 * The site says who its customer is, by a token it has signed; the server answers with a new token of ours. Sites say so
 * on each page, and a new token ends the line of every other tab: who is known to be the same is not signed in again.
 * What goes wrong is for who builds the site; its customer goes on without being known.
 */
export function login(jwt: string): void {
  const before = logouts
  turn = turn.then(() => signIn(jwt, () => logouts === before)).catch(reportError)
}

async function signIn(jwt: string, isWanted: () => boolean, isRepeated = false): Promise<void> {
  const who = fingerprint(jwt)
  if (kept.login === who && (await isSignedIn())) return
  if (isWanted()) await beKnown()
  if (!isWanted()) return
  try {
    const { token } = await post<VisitorToken>('widget/login', { jwt })
    if (!isWanted()) return
    await keepToken(token)
    keepLogin(who)
  } catch (error) {
    // Our token has died meanwhile, or another tab has just changed it and will tell.
    if (isRepeated || !(error instanceof Refused && error.code === 'visitor_unknown')) throw error
    await new Promise((goOn) => setTimeout(goOn, 1000))
    await signIn(jwt, isWanted, true)
  }
}

/** What was written and not sent belongs to who leaves, and goes with him; so does his token, even if nobody can be told. */
export async function logout(): Promise<void> {
  logouts++
  forget()
  keepLogin(undefined)
  const next = await post<VisitorToken>('widget/logout', {}).catch(() => null)
  await keepToken(next?.token ?? null)
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
