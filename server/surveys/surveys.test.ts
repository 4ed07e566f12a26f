import assert from 'node:assert/strict'
import { test } from 'node:test'
import { startApp } from '../../test/kit/app.ts'
import { servedSession } from '../../test/kit/sessions.ts'
import { survey, surveyDefinition } from '../../test/kit/surveys.ts'
import { trigger } from '../../test/kit/rules.ts'
import type { ThreadPage } from '../conversations/contract.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import type { OfferedToVisitor, RatingPage, RatingView, SurveyView } from './contract.ts'

const app = await startApp()
const admin = await app.administrator()
const refused = (code: string) => (error: unknown) => error instanceof Refusal && error.code === code
type Session = Awaited<ReturnType<typeof servedSession>>

async function alone(definition: Parameters<typeof survey>[2] = {}): Promise<number> {
  for (const { id } of await app.as(admin).get<SurveyView[]>('/api/v1/surveys'))
    await app.as(admin).run('survey.delete', { surveyId: id })
  return survey(app, admin, definition)
}
const heard = async ({ visitor, conversationId }: Session) =>
  (await app.as(visitor).get<ThreadPage>(`/api/v1/widget/conversations/${conversationId}/thread`)).events
async function offered(session: Session): Promise<OfferedToVisitor> {
  const event = (await heard(session)).findLast(({ type }) => type === 'survey.offered')
  assert.ok(event, 'nothing was offered')
  return event.data as unknown as OfferedToVisitor
}
const wasOffered = async (session: Session) => (await heard(session)).some(({ type }) => type === 'survey.offered')
const rate = (session: Session, input: Record<string, unknown>) => app.as(session.visitor).run('survey.rate', input)
const ratings = ({ conversationId }: Session) =>
  app.as(admin).get<RatingView[]>(`/api/v1/conversations/${conversationId}/satisfaction`)

test('a solved ticket is asked in the widget; the answer is on the ticket, also after closing, and can be changed [SV1] [SV4] [SV5] [S2.28]', async () => {
  await alone()
  const session = await servedSession({ app })
  await session.solve()
  const { ratingId, question, reasons, low } = await offered(session)
  assert.deepEqual([question, low, reasons.length], ['How was our help?', 'Very bad', 2])
  assert.deepEqual(
    [(await session.ticket()).satisfaction, (await session.ticket()).satisfactionScore],
    ['offered', null],
  )
  await app.later(3_700)
  assert.equal((await session.ticket()).status, 'closed')
  await rate(session, { ratingId, score: 2, reason: 'slow', comment: ' Three days! ' })
  assert.equal((await session.ticket()).satisfaction, 'bad')
  const [first] = await ratings(session)
  assert.deepEqual(
    [first?.score, first?.good, first?.reason, first?.comment, first?.agentId, first?.changedAt],
    [2, false, 'Too slow', 'Three days!', session.agent.userId, null],
  )
  await rate(session, { ratingId, score: 4 })
  const [second] = await ratings(session)
  assert.deepEqual([second?.good, second?.reason, second?.comment], [true, null, 'Three days!'])
  assert.notEqual(second?.changedAt, null)
  const ticket = await session.ticket()
  assert.deepEqual([ticket.satisfaction, ticket.satisfactionScore, ticket.status], ['good', 4, 'closed'])
  const rated = (await heard(session)).findLast(({ type }) => type === 'survey.rated')
  assert.deepEqual(rated?.data, { ratingId, score: 4, good: true }, 'his words go to nobody else')
  await app.later(14 * 86_400)
  await assert.rejects(rate(session, { ratingId, score: 1 }), refused('rating_over'))
})

test('a scale may be in words, each in the customer’s language; a step without a word is refused [SV4] [S2.28]', async () => {
  const words = [
    { en: 'Bad', fr: 'Mal' },
    { en: 'Fair', fr: 'Moyen' },
    { en: 'Good', fr: 'Bien' },
  ]
  await alone({ points: 3, look: 'words', words })
  const session = await servedSession({ app })
  await session.solve()
  const offer = await offered(session)
  assert.deepEqual([offer.points, offer.look, offer.words], [3, 'words', ['Bad', 'Fair', 'Good']])
  await rate(session, { ratingId: offer.ratingId, score: 3 })
  assert.equal((await session.ticket()).satisfaction, 'good')
  for (const short of [words.slice(1), undefined])
    await assert.rejects(
      alone({ points: 3, look: 'words', ...(short && { words: short }) }),
      (error) => error instanceof Refusal && /definition\.words\.2/.test(JSON.stringify(error.details)),
    )
})

test('asked once a ticket, not for another’s rating, and only what was asked [SV3] [SV5]', async () => {
  await alone({ points: 2, comment: {} })
  const session = await servedSession({ app })
  const other = await servedSession({ app })
  await session.solve()
  await session.say('One more thing')
  await session.solve()
  assert.equal((await ratings(session)).length, 1)
  const { ratingId } = await offered(session)
  await assert.rejects(rate(other, { ratingId, score: 2 }), refused('rating_not_found'))
  await assert.rejects(rate(session, { ratingId, score: 3 }), refused('rating_invalid'))
  await assert.rejects(rate(session, { ratingId, score: 1, reason: 'nonsense' }), refused('rating_invalid'))
  await assert.rejects(rate(session, { ratingId: 999_999, score: 1 }), refused('rating_not_found'))
  await rate(session, { ratingId, score: 2, comment: 'not asked for' })
  assert.deepEqual(
    (await ratings(session)).map(({ good, comment }) => [good, comment]),
    [[true, null]],
  )
})

test('an agent sends it by hand, whatever the status; refused in words where it cannot be [SV9] [S2.28]', async () => {
  const surveyId = await alone({ atSolve: false })
  const session = await servedSession({ app })
  const send = ({ agent, conversationId }: Session) => app.as(agent).run('survey.send', { conversationId })
  assert.equal(await wasOffered(session), false)
  await send(session)
  const { ratingId } = await offered(session)
  assert.equal((await session.ticket()).satisfaction, 'offered')
  await assert.rejects(send(session), refused('survey_already_sent'))
  await rate(session, { ratingId, score: 5 })
  assert.deepEqual([(await session.ticket()).satisfaction, (await session.ticket()).status], ['good', 'open'])
  await assert.rejects(send(session), refused('survey_already_sent'))

  const other = await servedSession({ app })
  await app.as(admin).run('survey.delete', { surveyId })
  await assert.rejects(send(other), refused('survey_not_set_up'))
  await alone({ channels: [session.visitor.channelId] })
  await assert.rejects(send(other), refused('survey_not_set_up'), 'one for another channel is none')
  assert.deepEqual([await wasOffered(other), (await other.ticket()).satisfaction], [false, 'unoffered'])
})

test('by hand too, a customer is not asked more often than the survey says [SV3] [SV9]', async () => {
  await alone({ atSolve: false, everyDays: 30 })
  const first = await servedSession({ app })
  await app.as(first.agent).run('survey.send', { conversationId: first.conversationId })
  await first.end()
  const again = await first.start('And another thing')
  await assert.rejects(
    app.as(admin).run('survey.send', { conversationId: again.conversationId }),
    refused('survey_too_soon'),
  )
})

test('at the session’s end, when an agent or the customer ends it, and not before somebody has the ticket [S1.23] [SV1]', async () => {
  await alone({ atSolve: false, atSessionEnd: true })
  const byAgent = await servedSession({ app })
  await byAgent.solve()
  assert.equal(await wasOffered(byAgent), false, 'solving alone does not call for it')
  await byAgent.end()
  assert.equal((await offered(byAgent)).points, 5)
  const byCustomer = await servedSession({ app })
  await byCustomer.end(byCustomer.visitor)
  await rate(byCustomer, { ratingId: (await offered(byCustomer)).ratingId, score: 5 })
  assert.equal((await byCustomer.ticket()).satisfaction, 'good')
})

test('with a delay it waits, also while Solved can be taken back; going on calls it off [SV2]', async () => {
  await alone({ delayMinutes: 60 })
  const [kept, gone] = [await servedSession({ app }), await servedSession({ app })]
  await kept.solve()
  await gone.solve()
  await gone.say('Not yet')
  assert.equal(await wasOffered(kept), false)
  await app.later(3_601)
  assert.deepEqual([await wasOffered(kept), await wasOffered(gone)], [true, false])
  await alone()
  const undone = await servedSession({ app, style: 'live_chat', closeAfterSeconds: 0, undoSeconds: 10 })
  await undone.solve()
  assert.equal(await wasOffered(undone), false)
  await app.as(undone.agent).run('ticket.undo_solve', { conversationId: undone.conversationId })
  await app.later(11)
  assert.equal(await wasOffered(undone), false)
  await undone.solve()
  await app.later(11)
  assert.equal(await wasOffered(undone), true)
})

test('only on its channels, the first that fits, not more often than it says, and never switched off', async () => {
  const session = await servedSession({ app })
  const { channel } = await session.snapshot()
  await alone({ channels: [channel.id], question: { en: 'First' } })
  await survey(app, admin, { question: { en: 'Second' }, everyDays: 30 })
  await session.solve()
  assert.equal((await offered(session)).question, 'First')
  const other = await servedSession({ app })
  await other.solve()
  assert.equal((await offered(other)).question, 'Second')
  await other.end()
  const again = await servedSession({ app, visitor: other.visitor })
  await again.solve()
  assert.equal(await wasOffered(again), false)
  const [off] = await app.as(admin).get<SurveyView[]>('/api/v1/surveys')
  assert.deepEqual([off?.offered, off?.rated], [1, 0])
})

test('triggers read it, after closing too; the list and its sum are for whom reaches the conversation [SV7] [CO3]', async () => {
  await alone()
  await trigger(app, admin, {
    title: 'Unhappy',
    all: [{ field: 'satisfaction', operator: 'changed_to', value: 'bad' }],
    actions: [{ do: 'add_tags', tags: ['unhappy'] }],
  })
  const [bad, good] = [await servedSession({ app }), await servedSession({ app })]
  await bad.solve()
  await good.solve()
  await rate(bad, { ratingId: (await offered(bad)).ratingId, score: 3 })
  await rate(good, { ratingId: (await offered(good)).ratingId, score: 5, comment: 'Merci' })
  assert.deepEqual((await bad.ticket()).tags, ['unhappy'])
  const page = (query: Record<string, string>, who = admin) =>
    app.as(who).get<RatingPage>('/api/v1/satisfaction', query)
  const ids = ({ rows }: RatingPage) => rows.map(({ conversationId }) => conversationId)
  const of = { agentId: String(bad.agent.userId) }
  assert.deepEqual(ids(await page({ ...of, rating: 'bad' })), [bad.conversationId])
  assert.deepEqual(ids(await page({ rating: 'commented', agentId: String(good.agent.userId) })), [good.conversationId])
  const first = await page({ limit: '1' })
  assert.deepEqual(ids(first), [good.conversationId])
  assert.deepEqual(ids(await page({ limit: '1', cursor: first.next ?? '' })), [bad.conversationId])
  assert.deepEqual((await page({ ...of, to: '2001-01-01T00:00:00Z' })).sum, {
    offered: 0,
    rated: 0,
    good: 0,
    score: null,
  })
  await assert.rejects(page({ from: '2026-99-99T00:00:00Z' }), refused('invalid_input'))
  const stranger = await app.agent('agent', [])
  await app.db.run({
    name: 'test.scope',
    text: `update roles set scope = '{"tickets":"mine","brands":null}' where key = 'agent'`,
    values: [],
  })
  assert.deepEqual((await page({}, stranger)).sum.offered, 0)
  await assert.rejects(
    app.as(stranger).get(`/api/v1/conversations/${bad.conversationId}/satisfaction`),
    refused('conversation_not_found'),
  )
})

test('a survey that cannot be asked is refused with the place named; a stale edit too', async () => {
  const save = (definition: object, more: object = {}) =>
    app.as(admin).run<{ id: number }>('survey.save', {
      name: 'S',
      active: true,
      definition: { ...surveyDefinition, ...definition },
      ...more,
    })
  const wrong: [object, RegExp][] = [
    [{ question: { en: ' ' } }, /definition\.question/],
    [{ inWidget: false }, /definition\.inWidget/],
    [{ reasons: [surveyDefinition.reasons[0], surveyDefinition.reasons[0]] }, /reasons\.1\.key/],
    [{ points: 4 }, /definition/],
  ]
  for (const [definition, place] of wrong)
    await assert.rejects(save(definition), (error) => place.test(JSON.stringify((error as Refusal).details)))
  const { id } = await save({})
  await save({ points: 3 }, { id, version: 1 })
  await assert.rejects(save({}, { id, version: 1 }), refused('survey_changed_meanwhile'))
})
