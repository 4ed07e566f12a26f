import assert from 'node:assert/strict'
import { test } from 'node:test'
import sql from 'sql-template-tag'
import { servedSession, type Session } from '../../../test/kit/sessions.ts'
import { purgeConversations } from '../../conversations/index.ts'

/** Whatever may be due for a conversation. */
const KINDS = [
  'ticket.close',
  'ticket.wake',
  'ticket.sla',
  'session.silence',
  'rules.check',
  'rules.wait',
  'routing.offer',
  'unread.mail',
  'survey.offer',
]
const setAll = ({ app, topic }: Session, due: string) =>
  app.db.run(sql`insert into timers (subject, kind, due_at) select ${topic}, kind, now() + ${due}::interval
    from unnest(${KINDS}::text[]) as kind on conflict (subject, kind) do update set due_at = excluded.due_at`)
const waiting = async ({ app, topic }: Session) =>
  (await app.db.rows<{ kind: string }>(sql`select kind from timers where subject = ${topic}`)).map(({ kind }) => kind)

test('no timer of a hidden or purged conversation is tried again each minute [TK18]', async () => {
  const hidden = await servedSession({ role: 'team_lead' })
  const { app } = hidden
  const purged = await servedSession({ app, role: 'team_lead' })
  for (const { agent, conversationId } of [hidden, purged])
    await app.as(agent).run('conversation.delete', { conversationId })
  await app.as(purged.agent).run('conversation.purge', { conversationId: purged.conversationId })
  // Read as due by the one who fires them, just before they were taken away.
  for (const session of [hidden, purged]) await setAll(session, '-1 second')
  await app.later(1)
  assert.deepEqual(await waiting(hidden), [])
  assert.deepEqual(await waiting(purged), [])
})

test('a conversation that is purged waits for nothing any more, though it was not hidden before [TK18]', async () => {
  const session = await servedSession()
  const { app, conversationId } = session
  await setAll(session, '1 day')
  await app.db.run(sql`update conversations set deleted_at = now() - interval '31 days' where id = ${conversationId}`)
  await app.engine.transact((ctx) => purgeConversations(ctx, new Date(ctx.now.getTime() - 30 * 86_400_000)))
  assert.deepEqual(await waiting(session), [])
})
