import { randomBytes } from 'node:crypto'
import type { FastifyInstance, FastifyReply } from 'fastify'
import { findConversation } from '../conversations/index.ts'
import { listBrands } from '../identity/index.ts'
import { clock } from '../platform/clock.ts'
import type { Engine } from '../platform/commands/engine.ts'
import type { Tx } from '../platform/db.ts'
import { escapeHtml } from '../platform/mail/pure/letter.ts'
import { mailLocale, type SayMail, sayMailIn } from '../platform/mail/texts.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import type { Sealing } from '../platform/sealing.ts'
import { MOST_COMMENT } from './contract.ts'
import { ratingOf } from './link.ts'
import { stepsOf } from './pure/steps.ts'
import { findRating, type Rating } from './queries.ts'
import { rate } from './rate-survey.ts'

export type SurveyPageParts = { db: Tx; engine: Engine; sealing: Pick<Sealing, 'sign' | 'verify'> }

const MOST_BYTES = 16_384
const hidden = { schema: { hide: true } }

/**
 * Where the link of a survey's mail leads: a page without any script, that needs no signing in. Looking at it changes
 * nothing, since mail programs open links; sending the form does.
 */
export async function surveyPage(app: FastifyInstance, parts: SurveyPageParts): Promise<void> {
  await app.register(async (scope) => {
    scope.addContentTypeParser(
      'application/x-www-form-urlencoded',
      { parseAs: 'string', bodyLimit: MOST_BYTES },
      (_, body, done) => done(null, Object.fromEntries(new URLSearchParams(String(body)))),
    )
    scope.get<{ Params: { link: string }; Querystring: { score?: string } }>(
      '/survey/:link',
      hidden,
      async ({ params, query, headers }, reply) => {
        const shown = await open(parts, params.link)
        if (shown === null) return send(reply, 404, over(headers['accept-language']))
        return send(reply, 200, form(shown, { score: Number(query.score) || shown.rating.score, isSaved: false }))
      },
    )
    scope.post<{ Params: { link: string }; Body: unknown }>(
      '/survey/:link',
      hidden,
      async ({ params, body: sent, headers }, reply) => {
        const body = textsOf(sent)
        const ratingId = ratingOf(parts.sealing, params.link)
        if (ratingId === null) return send(reply, 404, over(headers['accept-language']))
        const score = Number(body.score)
        const refused = !Number.isInteger(score) || score < 1 ? 'missing' : await save(parts, ratingId, score, body)
        const shown = refused === 'over' ? null : await open(parts, params.link)
        if (shown === null) return send(reply, 410, over(headers['accept-language']))
        return refused === null
          ? send(reply, 200, form(shown, { score: shown.rating.score, isSaved: true }))
          : send(reply, 422, form(shown, { score: shown.rating.score, isSaved: false, isMissing: true }))
      },
    )
  })
}

/** What was sent is anybody's: what is no text is left out. */
const textsOf = (sent: unknown): Record<string, string> =>
  typeof sent === 'object' && sent !== null
    ? Object.fromEntries(Object.entries(sent).filter(([, value]) => typeof value === 'string'))
    : {}

async function save(
  { engine }: SurveyPageParts,
  ratingId: number,
  score: number,
  { reason = '', comment = '' }: Record<string, string>,
): Promise<null | 'missing' | 'over'> {
  const input = { ratingId, score, reason: reason || null, comment: comment.slice(0, MOST_COMMENT) }
  try {
    await engine.transact((ctx) => rate(ctx, input, 'link'))
    return null
  } catch (error) {
    if (!(error instanceof Refusal)) throw error
    return error.code === 'rating_invalid' ? 'missing' : 'over'
  }
}

type Shown = { rating: Rating; locale: string; say: SayMail; brand: string; colour: string; link: string }

/** Null: no link of ours, or it is over. */
async function open({ db, sealing }: SurveyPageParts, link: string): Promise<Shown | null> {
  const ratingId = ratingOf(sealing, link)
  const rating = ratingId === null ? null : await findRating(db, ratingId)
  const conversation = rating === null ? null : await findConversation(db, rating.conversationId)
  if (rating === null || conversation === null || clock.now() > rating.expiresAt) return null
  const brands = await listBrands(db)
  const brand = brands.find(({ id }) => id === rating.brandId) ?? brands[0]
  const locale = mailLocale(conversation.locale)
  const colour = brand?.colour ?? '#4f46e5'
  return { rating, locale, say: sayMailIn(locale), brand: brand?.name ?? '', colour, link }
}

type Page = { locale: string; title: string; body: string; colour: string }

function form(
  { rating, locale, say, brand, colour, link }: Shown,
  now: { score: number | null; isSaved: boolean; isMissing?: boolean },
): Page {
  const { asked } = rating
  const text = (key: string, values?: Record<string, string | number>) => escapeHtml(say(`survey.${key}`, values))
  const inWords = asked.look === 'words' ? ' words' : ''
  const steps = stepsOf(asked).map(
    ({ score, sign }) =>
      `<label class="step"><input type="radio" name="score" value="${score}" required${score === now.score ? ' checked' : ''}><span aria-hidden="true">${escapeHtml(sign)}</span><span class="hidden">${text('step', { score, points: asked.points })}${inWords && `, ${escapeHtml(sign)}`}</span></label>`,
  )
  const reasons = asked.reasons.map(
    ({ key, text: reason }) =>
      `<label class="reason"><input type="radio" name="reason" value="${escapeHtml(key)}"${key === rating.reason ? ' checked' : ''}> ${escapeHtml(reason)}</label>`,
  )
  const body = `<p class="brand">${escapeHtml(brand)}</p>
${now.isSaved ? `<p class="saved" role="status">${asked.thanks === '' ? text('thanks') : escapeHtml(asked.thanks)}</p>` : ''}
${now.isMissing === true ? `<p class="wrong" role="alert">${text('missing')}</p>` : ''}
<form method="post" action="/survey/${escapeHtml(link)}">
<fieldset><legend><h1>${escapeHtml(asked.question)}</h1></legend><div class="steps${inWords}">${steps.join('')}</div>
${inWords ? '' : `<p class="ends"><span>${escapeHtml(asked.low)}</span><span>${escapeHtml(asked.high)}</span></p>`}</fieldset>
${reasons.length === 0 ? '' : `<fieldset class="why"><legend>${escapeHtml(asked.reasonQuestion) || text('reason')}</legend>${reasons.join('')}</fieldset>`}
${asked.comment === null ? '' : `<label class="comment">${escapeHtml(asked.comment)}<textarea name="comment" rows="4" maxlength="${MOST_COMMENT}">${escapeHtml(rating.comment ?? '')}</textarea></label>`}
<button>${text(rating.score === null ? 'send' : 'change')}</button>
</form>`
  return { locale, title: asked.question, body, colour }
}

function over(languages: string | undefined): Page {
  const locale = mailLocale(languages?.split(',')[0] ?? 'en')
  const say = sayMailIn(locale)
  const title = say('survey.overTitle')
  const body = `<h1>${escapeHtml(title)}</h1><p>${escapeHtml(say('survey.over'))}</p>`
  return { locale, title, body, colour: '#4f46e5' }
}

function send(reply: FastifyReply, status: number, { locale, title, body, colour }: Page) {
  const nonce = randomBytes(16).toString('base64')
  return reply
    .code(status)
    .header(
      'content-security-policy',
      `default-src 'none'; style-src 'nonce-${nonce}'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'`,
    )
    .header('referrer-policy', 'no-referrer')
    .header('x-robots-tag', 'noindex')
    .header('cache-control', 'no-store')
    .type('text/html; charset=utf-8')
    .send(`<!doctype html>
<html lang="${locale}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${escapeHtml(title)}</title>
<style nonce="${nonce}">${sheet(colour)}</style></head>
<body><main>${body}</main></body>
</html>
`)
}

/** Why it was not good is asked once a lower step is chosen, where the browser can tell. */
const sheet = (colour: string): string => `
:root{color-scheme:light dark;--ink:light-dark(#1c1917,#fafaf9);--quiet:light-dark(#57534e,#a8a29e);--line:light-dark(#d6d3d1,#57534e);--brand:light-dark(oklch(from ${colour} min(l,.5) c h),oklch(from ${colour} max(l,.75) c h))}
*{box-sizing:border-box}
body{margin:0;padding:24px 16px;background:light-dark(#fafaf9,#1c1917);color:var(--ink);font:16px/1.5 system-ui,sans-serif}
main{max-width:460px;margin:6vh auto;padding:24px;border:1px solid var(--line);border-radius:10px;background:light-dark(#fff,#292524)}
h1{margin:0;font-size:20px;font-weight:600;line-height:1.3}
fieldset{margin:0 0 20px;padding:0;border:0;min-width:0}
legend{padding:0;margin-bottom:12px}
.brand,.ends{margin:0 0 12px;color:var(--quiet);font-size:14px}
.steps{display:flex;gap:8px}
.step{flex:1;display:grid;place-items:center;min-height:56px;border:1px solid var(--line);border-radius:6px;font-size:24px;cursor:pointer}
.words{flex-direction:column}.words .step{min-height:44px;font-size:16px}
.step input,.hidden{position:absolute;width:1px;height:1px;overflow:hidden;clip-path:inset(50%)}
.step:has(:checked){border-color:var(--brand);box-shadow:inset 0 0 0 2px var(--brand)}
.step:focus-within{outline:2px solid var(--ink);outline-offset:2px}
.ends{display:flex;justify-content:space-between;gap:16px;margin:6px 0 0}
.reason{display:flex;gap:8px;padding:6px 0}
@supports selector(:has(a)){form:not(:has([name=score]:checked)) .why,form:has(.step:last-child :checked) .why,form:has(.step:nth-child(4):nth-last-child(2) :checked) .why{display:none}}
.comment{display:block;margin-bottom:20px}
textarea{display:block;width:100%;margin-top:6px;padding:8px 10px;border:1px solid var(--line);border-radius:6px;background:none;color:inherit;font:inherit}
button{padding:10px 18px;border:0;border-radius:6px;background:var(--brand);color:light-dark(#fff,#1c1917);font:600 16px system-ui;cursor:pointer}
button:focus-visible,textarea:focus-visible,[type=radio]:focus-visible{outline:2px solid currentColor;outline-offset:2px}
.saved,.wrong{padding:10px 12px;border-radius:6px;background:light-dark(#dcfce7,#14532d)}
.wrong{background:light-dark(#fee2e2,#7f1d1d)}
`
