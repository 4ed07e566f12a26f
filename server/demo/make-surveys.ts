import type { App } from '../app.ts'
import { lockConversation } from '../conversations/index.ts'
import { clock } from '../platform/clock.ts'
import { system, type UserActor } from '../platform/pure/actor.ts'
import { offerSurvey, rate } from '../surveys/index.ts'
import { listSolved } from './queries.ts'

const definition = {
  points: 5,
  look: 'faces',
  question: { en: 'How was our help?', fr: 'Comment avons-nous répondu ?' },
  low: { en: 'Very bad', fr: 'Très mal' },
  high: { en: 'Very good', fr: 'Très bien' },
  comment: { en: 'Anything to add?', fr: 'Un mot à ajouter ?' },
  reasonQuestion: { en: 'What went wrong?', fr: 'Qu’est-ce qui n’a pas été ?' },
  reasons: [
    { key: 'slow', text: { en: 'Too slow', fr: 'Trop lent' } },
    { key: 'unsolved', text: { en: 'Not solved', fr: 'Problème non résolu' } },
  ],
  thanks: { en: 'Thank you! It helps us get better.', fr: 'Merci ! Cela nous aide à progresser.' },
  atSolve: true,
  atSessionEnd: true,
  channels: null,
  brands: null,
  delayMinutes: 0,
  inWidget: true,
  mailAfterMinutes: 1440,
  expiresDays: 30,
  everyDays: 0,
}

/** Answers in turn: mostly content, some silent. */
const answers = [
  { score: 5, comment: { en: 'Fast and friendly, thank you!', fr: 'Rapide et aimable, merci !' } },
  { score: 4 },
  null,
  { score: 5 },
  { score: 2, reason: 'slow', comment: { en: 'I waited a whole day.', fr: 'J’ai attendu toute une journée.' } },
  { score: 5 },
  null,
  { score: 4, comment: { en: 'All clear now.', fr: 'Tout est clair maintenant.' } },
  { score: 1, reason: 'unsolved' },
]
const EACH = 3
const LATER_MS = 5 * 60_000

/** A survey, and what customers have said of what was solved. */
export async function makeSurveys(
  { db, engine, surveys }: Pick<App, 'db' | 'engine' | 'surveys'>,
  team: readonly UserActor[],
): Promise<void> {
  const lead = team.find(({ permissions }) => permissions.has('rules.manage'))
  if (lead === undefined) return
  const name = 'After each conversation / Après chaque conversation'
  const { id } = (await engine.executeAt(clock.now(), lead, 'survey.save', { name, active: true, definition })) as {
    id: number
  }
  await surveys.load()
  const survey = surveys.find(id)
  const solved = (await listSolved(db)).filter((_, index) => index % EACH === 0)
  for (const [index, { conversationId, locale, at }] of solved.entries()) {
    if (survey === undefined) return
    const ratingId = await engine.transactAt(at, async (ctx) =>
      offerSurvey(ctx, survey, await lockConversation(ctx.tx, conversationId), system),
    )
    const answer = answers[index % answers.length]
    if (ratingId === null || !answer) continue
    const comment = answer.comment?.[locale.startsWith('fr') ? 'fr' : 'en']
    const { score, reason = null } = answer
    const said = { ratingId, score, reason, ...(comment !== undefined && { comment }) }
    await engine.transactAt(new Date(at.getTime() + LATER_MS), (ctx) => rate(ctx, said, 'link'))
  }
}
