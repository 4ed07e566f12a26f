import assert from 'node:assert/strict'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { text } from 'node:stream/consumers'
import { before, test } from 'node:test'
import { gunzipSync } from 'node:zlib'
import { copyOut } from '../../bin/backups/copy.ts'
import { readManifest } from '../../bin/backups/manifest.ts'
import { restoreBackup } from '../../bin/backups/restore-backup.ts'
import type { AuditPage } from '../../server/identity/contract.ts'
import { connect } from '../../server/platform/migrate.ts'
import type { InboxPage } from '../../server/tickets/contract.ts'
import type { SearchAnswer } from '../../server/tickets/search/contract.ts'
import { type Agent, startApp, type TestApp, type Visitor } from '../kit/app.ts'
import { createEmptyDatabase, type TestDatabase, whenDone } from '../kit/database.ts'
import { known } from '../kit/known.ts'
import { sessionOf } from '../kit/sessions.ts'

// Data that an earlier version wrote, as its own backup: brought to this version nothing of it is lost, and work goes on. Another
// version's is a folder more.
const recorded = path.join(import.meta.dirname, 'recorded/0008')
const manifest = readManifest(recorded)

type Name = 'open' | 'solved' | 'closed' | 'waits' | 'ended' | 'asleep'
/** What has got more in it since: settings and rights of what did not exist then. */
const grown = new Set(['public.channels.settings', 'public.roles.permissions'])

/** Who was signed in then, and who wrote what: their tokens are as good as they were. */
type People = {
  admin: Agent
  lead: Agent
  agent: Agent
  sessions: Record<Name, { conversationId: number; visitor: Visitor }>
}
const people = known<People>(JSON.parse(await readFile(path.join(recorded, 'people.json'), 'utf8')))

let database: TestDatabase
before(async () => {
  database = await createEmptyDatabase()
  whenDone(() => database.drop())
  const dataFolder = await mkdtemp(path.join(tmpdir(), 'causerie-upgrade-'))
  whenDone(() => rm(dataFolder, { recursive: true, force: true }))
  await restoreBackup({ databaseUrl: database.url, dataFolder, folder: recorded, tell() {} })
})

test('every row of an earlier version is there after the upgrade, with all it held', async () => {
  const client = await connect(database.url, 'causerie test kit')
  try {
    for (const { name, columns, file, rows } of manifest.tables) {
      const then = gunzipSync(await readFile(path.join(recorded, file))).toString()
      const now = await text(copyOut(client, `copy (select ${columns.join(', ')} from ${name}) to stdout`))
      const same = columns.flatMap((column, at) => (grown.has(`${name}.${column}`) ? [] : [at]))
      const [kept, present] = [linesOf(then, same), new Set(linesOf(now, same))]
      assert.equal(kept.length, rows, name)
      assert.deepEqual(
        kept.filter((line) => !present.has(line)),
        [],
        name,
      )
    }
  } finally {
    await client.end()
  }
})

test('people and customers of then go on where they were: what was said, drafts, rights, what came due meanwhile', async () => {
  const app = await startApp({}, database)
  const { agent, lead, admin } = people
  const of = (name: Name) => {
    const { conversationId, visitor } = people.sessions[name]
    return sessionOf(app, agent, visitor, conversationId)
  }
  const open = of('open')
  const snapshot = await open.snapshot()
  assert.deepEqual(
    snapshot.thread.events.flatMap(({ data }) => known<{ message?: { text: string } }>(data).message?.text ?? []),
    [
      'Où est ma commande 4711 ?',
      'Bonjour Zoé, je regarde **tout de suite**.',
      'Le transporteur ne répond pas',
      'Merci !',
      '',
    ],
    'the last one was redacted then',
  )
  assert.deepEqual(
    [snapshot.contact.name, snapshot.ticket?.priority, snapshot.ticket?.tags, snapshot.ticket?.assigneeId],
    ['Zoé Lefèvre', 'high', ['retard', 'vip'], agent.userId],
  )
  const drafted = await sessionOf(app, lead, open.visitor, open.conversationId).snapshot()
  assert.match(JSON.stringify(drafted), /Encore une chose/)

  await app.later(3_601)
  assert.equal((await of('solved').ticket()).status, 'closed', 'its hour is over')
  assert.equal((await of('closed').snapshot()).conversation.state, 'closed')
  const ended = await of('ended').snapshot()
  assert.deepEqual([ended.conversation.session.endReason, ended.ticket?.status], ['agent', 'pending'])
  const unassigned = await app.as(agent).get<InboxPage>('/api/v1/inbox', { view: 'unassigned' })
  assert.deepEqual(
    unassigned.rows.map(({ conversationId }) => conversationId),
    [people.sessions.waits.conversationId],
  )
  const { rows: audited } = await app.as(admin).get<AuditPage>('/api/v1/audit')
  assert.ok(audited.some(({ action }) => action === 'group.made'))

  await goesOn(app, of('open'))
  await until(async () => {
    const found = await app.as(agent).get<SearchAnswer>('/api/v1/search', { q: 'commande' })
    return JSON.stringify(found).includes('4711')
  }, 'the search fills itself from the log of then')
})

/** With the tokens of then, and with what did not exist then. */
async function goesOn(app: TestApp, session: ReturnType<typeof sessionOf>): Promise<void> {
  const widget = await app.live(session.visitor)
  const desk = await app.live(session.agent)
  await desk.join(session.topic)
  await session.say('Toujours rien')
  await session.reply('Elle part demain', { status: 'solved', type: 'incident' })
  await Promise.all([desk.settled(), widget.settled()])
  assert.equal(widget.events(session.topic).filter(({ type }) => type === 'message.sent').length, 2)
  await session.say('Merci encore')
  const { status, type } = await session.ticket()
  assert.deepEqual([status, type], ['open', 'incident'])
}

/** The lines of a copy, with these of their columns. */
const linesOf = (copied: string, columns: readonly number[]): string[] =>
  copied.split('\n').flatMap((line) => {
    if (line === '') return []
    const cells = line.split('\t')
    return [columns.map((at) => cells[at]).join('\t')]
  })

async function until(holds: () => Promise<boolean>, what: string): Promise<void> {
  for (let left = 600; left > 0; left -= 1) {
    if (await holds()) return
    await new Promise((resolve) => setTimeout(resolve, 100))
  }
  assert.fail(what)
}
