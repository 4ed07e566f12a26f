// reason: one mail server, and all that may become of a mail at it.
import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { test } from 'node:test'
import sql from 'sql-template-tag'
import { startApp } from '../../../test/kit/app.ts'
import { whenDone } from '../../../test/kit/database.ts'
import { startMailServer, textOf } from '../../../test/kit/mail-server.ts'
import { refused } from '../../../test/kit/people.ts'
import type { MailPage, MailView, OutgoingMail } from '../../identity/contract.ts'
import { tasks } from '../../jobs.ts'
import { clock } from '../clock.ts'
import { prepareJobs, startJobs } from '../jobs/run-jobs.ts'
import { createLogger } from '../log.ts'
import { dropMails } from './queries.ts'

const server = await startMailServer({ user: 'causerie', password: 'p:w' })
const environment = {
  SMTP_URL: `smtp://causerie:p%3Aw@127.0.0.1:${server.port}`,
  MAIL_FROM: 'Acme Support <support@acme.example>',
}
const app = await startApp(environment)
await prepareJobs(app.db, app.databaseUrl)
const log = createLogger('silent')
const jobs = tasks({ ...app, log })
const admin = await app.administrator()
const as = app.as(admin)
const real = clock.now
whenDone(async () => {
  clock.now = real
})

const owe = async (): Promise<number> => (await as.run<{ mailId: number }>('mail.test', {})).mailId
const attempt = (mailId: number) => jobs['mail_deliver']?.({ mailId }) ?? Promise.reject(new Error('no such task'))
const sweep = () => jobs['mail_sweep']?.({}) ?? Promise.reject(new Error('no such task'))
const seen = async (mailId: number): Promise<MailView> => {
  const found = (await as.get<MailPage>('/api/v1/mails')).rows.find(({ id }) => id === mailId)
  assert.ok(found)
  return found
}
const tomorrow = (seconds: number) => {
  clock.now = () => new Date(real().getTime() + seconds * 1_000)
}
const jobOf = (mailId: number) =>
  app.db.maybe<{ run_at: Date }>(
    sql`select run_at from graphile_worker.jobs where key = ${`mail:${mailId}`} and locked_at is null`,
  )
/** Nothing of one test is left for the next: neither jobs nor what is down. */
const startAnew = async () => {
  clock.now = real
  Object.assign(server.answers, { rcpt: undefined, data: undefined })
  server.received.length = 0
  await app.db.run(sql`delete from mails`)
  await app.db.run(sql`update graphile_worker._private_jobs set run_at = now() + interval '9 years'`)
}

test('a mail is owed with its command and delivered once by a job, and its text is gone then [MA1]', async () => {
  await startAnew()
  const mailId = await owe()
  assert.equal((await seen(mailId)).state, 'waiting')
  const running = startJobs({ databaseUrl: app.databaseUrl, log, crontab: '', tasks: jobs, delayMs: 0, pollMs: 200 })
  const mail = await server.until(1)
  await running.stop()
  assert.deepEqual([mail.from, mail.to], ['support@acme.example', [`${admin.name}@example.com`]])
  assert.match(mail.raw, /^From: Causerie <support@acme\.example>/m)
  assert.match(mail.raw, /multipart\/alternative/)
  assert.match(textOf(mail), /This installation \(http:\/\/localhost/)
  assert.match(textOf(mail, 'text/html'), /<h1[^>]*>Mail works<\/h1>/)
  const view = await seen(mailId)
  assert.deepEqual([view.state, view.attempts, view.mayRenew, view.problem], ['sent', 1, false, null])
  assert.match(view.answer ?? '', /250 2\.0\.0 queued/)
  assert.equal((await app.db.row<{ sealed: unknown }>(sql`select sealed from mails where id = ${mailId}`)).sealed, null)
  await attempt(mailId)
  assert.equal(server.received.length, 1, 'a job that comes again does nothing')
  await assert.rejects(as.run('mail.renew', { mailId }), refused('mail_not_renewable'))
})

test('a command that fails owes nothing', async () => {
  await startAnew()
  await assert.rejects(
    app.engine.transact(async (ctx) => {
      await app.post.oweMail(ctx, {
        kind: 'test',
        to: { name: null, address: 'a@b.example' },
        fromName: null,
        subject: 's',
        text: 't',
        html: 'h',
        isAutomatic: false,
      })
      throw new Error('no')
    }),
    /no/,
  )
  assert.deepEqual((await as.get<MailPage>('/api/v1/mails')).rows, [])
})

test('4xx is tried again later, by the same Message-ID, until it goes [MA2]', async () => {
  await startAnew()
  const ids: string[] = []
  server.answers.data = (mail) => {
    ids.push(mail.messageId)
    return ids.length < 3 ? { status: 451, text: '4.3.0 come again' } : null
  }
  const mailId = await owe()
  await attempt(mailId)
  const first = await seen(mailId)
  assert.deepEqual([first.state, first.problem, first.attempts], ['waiting', 'postponed', 1])
  assert.match(first.answer ?? '', /451 4\.3\.0 come again/)
  assert.ok(Date.parse(first.nextAt ?? '') > Date.now() + 5_000)
  assert.equal((await jobOf(mailId))?.run_at.toISOString(), first.nextAt, 'the job comes then')
  await attempt(mailId)
  assert.equal(ids.length, 1, 'not before its time')
  tomorrow(30)
  await attempt(mailId)
  tomorrow(300)
  await attempt(mailId)
  assert.equal((await seen(mailId)).state, 'sent')
  assert.equal(server.received.length, 1)
  assert.deepEqual([ids.length, new Set(ids).size], [3, 1])
})

test('5xx to this mail is final, with the server’s words, and people may send it again [MA2]', async () => {
  await startAnew()
  server.answers.rcpt = () => ({ status: 550, text: '5.1.1 no such mailbox' })
  const mailId = await owe()
  await attempt(mailId)
  const view = await seen(mailId)
  assert.deepEqual([view.state, view.problem, view.nextAt, view.mayRenew], ['failed', 'refused', null, true])
  assert.match(view.answer ?? '', /550 5\.1\.1 no such mailbox/)
  assert.equal((await as.get<OutgoingMail>('/api/v1/mail')).failed, 1)
  tomorrow(86_400)
  await attempt(mailId)
  assert.equal((await seen(mailId)).attempts, 1, 'not tried by itself')
  server.answers.rcpt = () => null
  await as.run('mail.renew', { mailId })
  await attempt(mailId)
  assert.equal((await seen(mailId)).state, 'sent')
  assert.equal(server.received.length, 1)
})

test('a server that is down keeps everything waiting, tells since when, and all goes once it is back [MA4]', async () => {
  await startAnew()
  await server.stop()
  const [one, two] = [await owe(), await owe()]
  await attempt(one)
  const down = await seen(one)
  assert.deepEqual([down.state, down.problem], ['waiting', 'unreachable'])
  await attempt(two)
  assert.deepEqual([(await seen(two)).attempts, (await seen(two)).state], [0, 'waiting'], 'one tries for all')
  const told = await as.get<OutgoingMail>('/api/v1/mail')
  assert.deepEqual([told.isOn, told.waiting, told.late, told.problem], [true, 2, 1, 'unreachable'])
  assert.ok(told.since)
  await server.start()
  tomorrow(60)
  assert.deepEqual(await as.run('mail.hurry', {}), { mails: 1 })
  await attempt(one)
  await attempt(two)
  assert.equal(server.received.length, 2)
  assert.deepEqual((await as.get<OutgoingMail>('/api/v1/mail')).waiting, 0)
})

test('a wrong password is not the mail’s fault: it waits [MA2]', async () => {
  await startAnew()
  const other = await startApp({ ...environment, SMTP_URL: `smtp://causerie:wrong@127.0.0.1:${server.port}` })
  await prepareJobs(other.db, other.databaseUrl)
  const boss = other.as(await other.administrator())
  const { mailId } = await boss.run<{ mailId: number }>('mail.test', {})
  await tasks({ ...other, log })['mail_deliver']?.({ mailId })
  const [view] = (await boss.get<MailPage>('/api/v1/mails')).rows
  assert.deepEqual([view?.state, view?.problem], ['waiting', 'credentials'])
  assert.match(view?.answer ?? '', /535/)
})

test('after two days it has waited long enough', async () => {
  await startAnew()
  server.answers.data = () => ({ status: 451, text: 'never' })
  const mailId = await owe()
  tomorrow(49 * 3_600)
  await attempt(mailId)
  const view = await seen(mailId)
  assert.deepEqual([view.state, view.problem, view.mayRenew], ['failed', 'late', true])
})

test('killed before all was handed over, it goes once when the next process takes over [MA3]', async () => {
  await startAnew()
  const worker = startWorker()
  const stopped = killWhen(worker, (kill) => {
    server.answers.rcpt = async () => {
      kill()
      await once(worker, 'exit')
      return null
    }
  })
  const mailId = await owe()
  await stopped
  server.answers.rcpt = () => null
  await sweep()
  await attempt(mailId)
  assert.equal(server.received.length, 0, 'the attempt is the killed process’s until its time is over')
  tomorrow(11 * 60)
  await sweep()
  await attempt(mailId)
  assert.deepEqual([(await seen(mailId)).state, (await seen(mailId)).problem], ['sent', null])
  assert.equal(server.received.length, 1)
})

test('killed after all was handed over, it is never sent a second time by itself [MA3]', async () => {
  await startAnew()
  const worker = startWorker()
  const stopped = killWhen(worker, (kill) => {
    server.answers.data = async () => {
      kill()
      await once(worker, 'exit')
      return null
    }
  })
  const mailId = await owe()
  await stopped
  await server.until(1)
  server.answers.data = () => null
  tomorrow(11 * 60)
  await sweep()
  await attempt(mailId)
  const view = await seen(mailId)
  assert.deepEqual([view.state, view.problem, view.mayRenew], ['failed', 'uncertain', true])
  assert.equal(server.received.length, 1)
  await as.run('mail.renew', { mailId })
  await attempt(mailId)
  assert.equal(server.received.length, 2, 'people decide')
  assert.equal(server.received[0]?.messageId, server.received[1]?.messageId)
})

test('what was taken back while it was on its way is not handed over', async () => {
  await startAnew()
  const mailId = await owe()
  await app.db.run(sql`update mails set conversation_id = 42 where id = ${mailId}`)
  server.answers.rcpt = async () => {
    await dropMails(app.db, { conversationIds: [42] })
    return null
  }
  await attempt(mailId)
  assert.deepEqual((await as.get<MailPage>('/api/v1/mails')).rows, [])
  assert.equal(server.received.length, 0)
})

test('whoever may not read contacts sees customers’ addresses in part only [ID16]', async () => {
  await startAnew()
  await app.engine.transact((ctx) =>
    app.post.oweMail(ctx, {
      kind: 'reply',
      to: { name: 'Ada', address: 'ada@shop.example' },
      fromName: null,
      subject: 's',
      text: 't',
      html: 'h',
      isAutomatic: false,
    }),
  )
  const digital = app.as(await app.agent('digital_operations'))
  assert.equal((await digital.get<MailPage>('/api/v1/mails')).rows[0]?.to, 'a…@shop.example')
  assert.equal((await as.get<MailPage>('/api/v1/mails')).rows[0]?.to, 'ada@shop.example')
  assert.deepEqual((await as.get<MailPage>('/api/v1/mails', { state: 'sent' })).rows, [])
  assert.equal((await as.get<MailPage>('/api/v1/mails', { kind: 'reply', state: 'waiting' })).rows.length, 1)
})

test('without a mail server mail is off, and says so', async () => {
  const off = await startApp()
  const boss = off.as(await off.administrator())
  assert.deepEqual(await boss.get('/api/v1/mail'), {
    isOn: false,
    from: null,
    waiting: 0,
    late: 0,
    since: null,
    problem: null,
    failed: 0,
  })
  await assert.rejects(boss.run('mail.test', {}), refused('mail_off'))
  await assert.rejects(boss.run('mail.hurry', {}), refused('mail_off'))
})

function startWorker() {
  const worker = spawn(process.execPath, [path.resolve(import.meta.dirname, '../../../test/kit/mail-worker.ts')], {
    env: { ...environment, DATABASE_URL: app.databaseUrl, CAUSERIE_DATA: tmpdir(), LOG_LEVEL: 'silent' },
    stdio: ['ignore', 'inherit', 'inherit'],
  })
  whenDone(async () => void worker.kill('SIGKILL'))
  return worker
}

/** Arranges for the worker to be killed, and resolves when it has gone. */
function killWhen(worker: ReturnType<typeof startWorker>, arrange: (kill: () => void) => void): Promise<unknown> {
  arrange(() => worker.kill('SIGKILL'))
  return once(worker, 'exit')
}
