// Placeholder of the lead until the contacts slice lands: replace this whole file.
import type { FastifyInstance } from 'fastify'
import sql from 'sql-template-tag'
import type { Context } from '../platform/commands/context.ts'
import type { Tx } from '../platform/db.ts'
import type { Read } from '../platform/http/read.ts'
import { hashToken, secret } from '../platform/ids.ts'
import type { VisitorActor } from '../platform/pure/actor.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import type { ContactView } from './contract.ts'

export { findBrief, listContactBriefs } from './briefs.ts'
export { touchContacts } from './touch.ts'
export const commands = []
export const events = []
export const reactions = []
export const reads = (_: unknown): Read[] => []
export const authenticateVisitor = (db: Tx, token: string): Promise<VisitorActor | null> =>
  db.maybe<VisitorActor>({
    name: 'visitors.find',
    text: `select 'visitor' as kind, v.id as "visitorId", v.contact_id as "contactId", v.channel_id as "channelId", v.signed_in as "signedIn", c.blocked_at is not null as blocked
           from visitors v join contacts c on c.id = v.contact_id where v.token_hash = $1 and v.revoked_at is null`,
    values: [hashToken(token)],
  })
export async function claimDetails(ctx: Context, actor: VisitorActor, details: { name?: string; email?: string }): Promise<void> {
  if (details.name) await ctx.tx.run(sql`update contacts set name = ${details.name} where id = ${actor.contactId}`)
  if (details.email) await ctx.tx.run(sql`insert into contact_identities (contact_id, kind, value) values (${actor.contactId}, 'email', ${details.email}) on conflict do nothing`)
}
export async function findContactView(db: Tx, id: number, around: { isOnline(id: number): boolean; page(id: number): { url: string; title?: string } | null }): Promise<ContactView | null> {
  const row = await db.maybe<{ id: number; name: string | null; created_at: Date }>(sql`select id, name, created_at from contacts where id = ${id}`)
  if (row === null) return null
  return { id, name: row.name, photo: null, signedIn: false, identities: [], locale: null, timeZone: null, blocked: false, online: around.isOnline(id), page: around.page(id), device: null, notes: '', createdAt: row.created_at.toISOString(), lastSeenAt: null, merged: [] }
}
export const searchContactIds = async (db: Tx, q: string, limit: number): Promise<number[]> =>
  (await db.rows<{ id: number }>(sql`select id from contacts where lower(name) like ${`${q.toLowerCase()}%`} limit ${limit}`)).map((row) => row.id)
type Parts = { db: Tx; engine: unknown; channelByKey(key: string): { id: number } | null; signingSecret(channelId: number, kid: string): Promise<string | null> }
export function routes(http: FastifyInstance, { db, channelByKey }: Parts): void {
  http.post<{ Body: { key: string; locale?: string } }>('/api/v1/widget/visitors', async (request) => {
    const channel = channelByKey(request.body.key)
    if (channel === null) throw new Refusal('channel_not_found')
    const token = secret()
    const contact = await db.row<{ id: number }>(sql`insert into contacts (locale) values (${request.body.locale ?? 'en'}) returning id`)
    await db.run(sql`insert into visitors (token_hash, contact_id, channel_id) values (${hashToken(token)}, ${contact.id}, ${channel.id})`)
    return { token, contact: { id: contact.id, name: null, signedIn: false } }
  })
}
