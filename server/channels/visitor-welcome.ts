import { type Brief, listContactBriefs } from '../contacts/index.ts'
import { threadSince } from '../conversations/index.ts'
import { anyoneOnline } from '../identity/index.ts'
import type { Tx } from '../platform/db.ts'
import { clock } from '../platform/clock.ts'
import { gather } from '../platform/gather.ts'
import type { VisitorActor } from '../platform/pure/actor.ts'
import type { VisitorWelcome, WidgetConversation } from './contract.ts'
import { standingOf } from './expectation.ts'
import type { ReadParts } from './reads.ts'
import { listWidgetConversations } from './widget-conversations.ts'

type Asking = { actor: VisitorActor; heads: Record<string, number> }

const TOGETHER = 100

/**
 * What a visitor is welcomed with: his conversations, and what he missed of those he holds. When all widgets come back at
 * once, a hundred are welcomed by the queries of one.
 */
export function welcomeVisitors(parts: ReadParts, db: Tx) {
  const welcome = gather(TOGETHER, (asking: Asking[]) => welcomeAll(parts, db, asking))
  return (actor: VisitorActor, heads: Record<string, number>): Promise<VisitorWelcome> => welcome({ actor, heads })
}

async function welcomeAll(parts: ReadParts, db: Tx, asking: readonly Asking[]): Promise<VisitorWelcome[]> {
  const contactIds = [...new Set(asking.map(({ actor }) => actor.contactId))]
  const [briefs, listed, online] = await Promise.all([
    listContactBriefs(db, contactIds),
    listWidgetConversations(parts, db, contactIds),
    anyoneOnline(db),
  ])
  const briefOf = new Map(briefs.map((brief) => [brief.id, brief]))
  return Promise.all(
    asking.map(async ({ actor, heads }) => {
      const conversations = listed.get(actor.contactId) ?? []
      return {
        contact: contactOf(actor, briefOf.get(actor.contactId)),
        conversations,
        missed: await missedOf(parts, db, conversations, heads),
        online: isThere(parts, actor.channelId, online),
        unread: conversations.reduce((sum, conversation) => sum + conversation.unread, 0),
      }
    }),
  )
}

/** As the settings of his channel say it. */
function isThere({ directory, schedules }: ReadParts, channelId: number, online: boolean): boolean {
  const channel = directory.all().find(({ id }) => id === channelId)
  if (channel === undefined) return false
  const hours = schedules.scheduleFor(channel.scheduleId)
  return standingOf({ settings: channel.settings, hours, online, now: clock.now() }) === 'online'
}

const contactOf = (actor: VisitorActor, brief: Brief | undefined): VisitorWelcome['contact'] => ({
  id: actor.contactId,
  name: brief?.name ?? null,
  email: brief?.email ?? null,
  signedIn: actor.signedIn,
})

async function missedOf(
  parts: ReadParts,
  db: Tx,
  conversations: readonly WidgetConversation[],
  heads: Record<string, number>,
): Promise<VisitorWelcome['missed']> {
  const missed: VisitorWelcome['missed'] = {}
  for (const { id, position } of conversations) {
    const since = heads[id]
    if (since === undefined) continue
    if (since >= position) missed[id] = []
    else
      missed[id] =
        (await threadSince(db, id, since, 'visitor'))?.flatMap((event) => parts.view(event, 'visitor') ?? []) ?? null
  }
  return missed
}
