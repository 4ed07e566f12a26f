import type { VisitorToken } from '../../../server/contacts/contract.ts'
import { beKnown, forget, keepToken, post } from '../session.ts'

/** The site says who its customer is, by a token it has signed: the server answers with a new token of ours. */
export async function login(jwt: string): Promise<void> {
  await beKnown()
  keepToken((await post<VisitorToken>('widget/login', { jwt })).token)
}

/** What was written and not sent belongs to who leaves, and goes with him. */
export async function logout(): Promise<void> {
  forget()
  keepToken((await post<VisitorToken>('widget/logout', {})).token)
}
