import { type ReadParts, welcomeVisitors } from './channels/index.ts'
import { gatherVisitors } from './contacts/index.ts'
import { getMe, readSessionCookie, type UserAuthentication } from './identity/index.ts'
import type { Database } from './platform/db.ts'
import type { LiveParts } from './platform/live/live.ts'
import { OUTBOX } from './platform/mail/events.ts'
import { may } from './platform/pure/actor.ts'
import type { Leases } from './routing/index.ts'
import type { Presence } from './platform/live/presence.ts'

type Parts = {
  db: Database
  users: UserAuthentication
  presence: Presence
  readParts: ReadParts
  leases: Pick<Leases, 'arrive'>
}

/** Who says hello, what he hears unasked, and what he is welcomed with. */
export function greeter({ db, users, presence, readParts, leases }: Parts): LiveParts['greet'] {
  const authenticateVisitor = gatherVisitors(db)
  const welcomeVisitor = welcomeVisitors(readParts, db)
  return async (hello, facts) => {
    if (hello.as === 'user') {
      const token = readSessionCookie(facts.cookie ?? undefined)
      const actor = token === null ? null : await users.authenticateUser(token)
      if (actor === null) return null
      await leases.arrive(actor.userId)
      return {
        actor,
        topics: [`agent:${actor.userId}`, 'account', ...(may(actor, 'settings.manage') ? [OUTBOX] : [])],
        welcome: async () => ({ me: await getMe(db, actor.userId) }),
      }
    }
    const actor = await authenticateVisitor(hello.token)
    if (actor === null) return null
    const page =
      hello.page === undefined
        ? null
        : { url: hello.page.url, ...(hello.page.title === undefined ? {} : { title: hello.page.title }) }
    return {
      actor,
      topics: [`contact:${actor.contactId}`],
      welcome: () => welcomeVisitor(actor, hello.heads ?? {}),
      arrived: () => presence.arrived(actor.contactId, page),
    }
  }
}
