import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startApp } from '../../../test/kit/app.ts'
import { whenDone } from '../../../test/kit/database.ts'
import { startMailServer, textOf } from '../../../test/kit/mail-server.ts'
import { trigger } from '../../../test/kit/rules.ts'
import { servedSession } from '../../../test/kit/sessions.ts'
import { survey } from '../../../test/kit/surveys.ts'
import { tasks } from '../../jobs.ts'
import { prepareJobs, startJobs } from '../../platform/jobs/run-jobs.ts'
import { createLogger } from '../../platform/log.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import sql from 'sql-template-tag'
import type { RatingView } from '../../surveys/contract.ts'
import type { Action } from '../contract.ts'

const server = await startMailServer()
const app = await startApp({ SMTP_URL: server.url, MAIL_FROM: 'support@acme.example' })
await prepareJobs(app.db, app.databaseUrl)
const log = createLogger('silent')
const { databaseUrl } = app
const jobs = startJobs({ databaseUrl, log, crontab: '', tasks: tasks({ ...app, log }), delayMs: 0, pollMs: 200 })
whenDone(() => jobs.stop())
const admin = await app.administrator()
const onTag = (tag: string, actions: Action[]) =>
  trigger(app, admin, { title: tag, all: [{ field: 'tags', operator: 'contains_any', value: [tag] }], actions })

test('a rule sets type, own fields and own statuses; what does not fit is refused with its place', async () => {
  const field = await app.as(admin).run<{ id: number }>('ticket_field.save', {
    kind: 'dropdown',
    title: { en: 'Reason' },
    customerTitle: { en: 'Reason' },
    help: {},
    customer: 'hidden',
    requiredOnSolve: false,
    active: true,
    options: [{ key: 'late', label: { en: 'Late' } }],
    pattern: null,
  })
  const status = await app.as(admin).run<{ id: number }>('ticket_status.save', {
    category: 'pending',
    label: { en: 'At the carrier' },
    customerLabel: {},
    isDefault: false,
    active: true,
  })
  await onTag('a', [
    { do: 'set_type', type: 'incident' },
    { do: 'set_field', fieldId: field.id, value: 'late' },
    { do: 'set_own_status', statusId: status.id },
  ])
  const session = await servedSession({ app })
  await session.change({ tags: ['a'] })
  const ticket = await session.ticket()
  assert.deepEqual(
    [ticket.type, ticket.fields[field.id], ticket.status, ticket.statusId],
    ['incident', 'late', 'pending', status.id],
  )
  const wrong: [Action, RegExp][] = [
    [{ do: 'set_field', fieldId: field.id, value: 'never' }, /value_wrong/],
    [{ do: 'set_field', fieldId: 999_999, value: 'x' }, /unknown_field/],
    [{ do: 'set_own_status', statusId: 999_999 }, /status_unknown/],
    [{ do: 'send_survey', surveyId: 999_999 }, /survey_unknown/],
    [{ do: 'call_webhook', webhookId: 999_999 }, /webhook_unknown/],
    [
      { do: 'send_email', to: 'requester', subject: { en: '{{nope.nope}}' }, texts: { en: 'x' } },
      /placeholder_unknown/,
    ],
    [{ do: 'send_email', to: 'nobody', subject: {}, texts: { en: 'x' } }, /actions/],
  ]
  for (const [action, message] of wrong)
    await assert.rejects(
      onTag('x', [action]),
      (error) => error instanceof Refusal && message.test(JSON.stringify(error.details)),
    )
})

test('mails go to the verified customer, the assignee or an address, each in its language; never to a claimed address [CT2]', async () => {
  const texts = { en: 'Ticket {{ticket.id}}', fr: 'Demande {{ticket.id}}' }
  await onTag('mail', [
    { do: 'send_email', to: 'requester', subject: { en: 'To you' }, texts },
    { do: 'send_email', to: 'assignee', subject: { en: 'To the agent' }, texts },
    { do: 'send_email', to: 'boss@acme.example', subject: { en: 'To the boss' }, texts },
  ])
  const session = await servedSession({ app })
  await app.as(session.visitor).run('visitor.details', { email: 'ada@shop.example' })
  await session.change({ tags: ['mail'] })
  await server.until(2)
  assert.deepEqual(new Set(server.received.flatMap(({ to }) => to)).has('ada@shop.example'), false)
  assert.ok(server.received.some(({ to }) => to.includes('boss@acme.example')))
  await app.db.run(
    sql`update contact_identities set verified_by = 'jwt', verified_at = now() where contact_id = ${session.visitor.contactId}`,
  )
  await session.change({ tags: [] })
  await session.change({ tags: ['mail'] })
  await server.until(5)
  const mail = server.received.find(({ to }) => to.includes('ada@shop.example')) ?? assert.fail('no mail')
  assert.match(textOf(mail), new RegExp(`Ticket ${(await session.ticket()).id}`))
  assert.match(mail.raw, /^Subject: To you/m)
})

test('a rule sends a survey when the session ends, and hears of a rating that comes after closing [S1.19] [RU16]', async () => {
  const surveyId = await survey(app, admin, { atSolve: false, atSessionEnd: false })
  await trigger(app, admin, {
    title: 'Ask at the end',
    all: [{ field: 'sessionEndReason', operator: 'changed_to', value: 'agent' }],
    actions: [{ do: 'send_survey', surveyId }],
  })
  await trigger(app, admin, {
    title: 'Unhappy',
    all: [{ field: 'satisfaction', operator: 'changed_to', value: 'bad' }],
    actions: [
      { do: 'notify', whom: 'assignee', text: 'Unhappy about {{ticket.id}}' },
      { do: 'add_tags', tags: ['too_late'] },
    ],
  })
  const session = await servedSession({ app })
  await session.end()
  const [rating] = await app.as(admin).get<RatingView[]>(`/api/v1/conversations/${session.conversationId}/satisfaction`)
  assert.ok(rating)
  await session.solve()
  await app.later(4_000)
  assert.equal((await session.ticket()).status, 'closed')
  await app.as(session.visitor).run('survey.rate', { ratingId: rating.id, score: 1 })
  const told = await app.db.rows<{ text: string }>(
    sql`select text from notifications where user_id = ${session.agent.userId} and kind = 'rule'`,
  )
  assert.equal(told.length, 1)
  assert.deepEqual((await session.ticket()).tags, [], 'nothing of a closed ticket changes')
})

test('a rule sets the form and adds a follower, once; a form that is none is refused with its place', async () => {
  const { id: formId } = await app.as(admin).run<{ id: number }>('ticket_form.save', {
    name: { en: 'Returns' },
    fieldIds: [],
    conditions: [],
    brandIds: [],
    isDefault: false,
    active: true,
  })
  const lead = await app.agent('team_lead')
  await onTag('form', [
    { do: 'set_form', formId },
    { do: 'add_follower', whom: lead.userId },
    { do: 'add_follower', whom: 'actor' },
  ])
  const session = await servedSession({ app })
  await session.change({ tags: ['form'] })
  const ticket = await session.ticket()
  assert.deepEqual(
    [ticket.formId, ticket.followers],
    [formId, [lead.userId, session.agent.userId].sort((a, b) => a - b)],
  )
  await assert.rejects(onTag('none', [{ do: 'set_form', formId: 999_999 }]), (error: unknown) => {
    assert.match(JSON.stringify(error instanceof Refusal ? error.details : null), /actions\.0.*form_unknown/)
    return true
  })
})
