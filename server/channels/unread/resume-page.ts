import { randomBytes } from 'node:crypto'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import type { FastifyInstance } from 'fastify'
import { escapeHtml } from '../../platform/mail/pure/letter.ts'
import { mailLocale, sayMailIn } from '../../platform/mail/texts.ts'

/**
 * Where a link from a mail leads. The secret is behind the `#`: no server and no log sees it. It is used up by pressing the
 * button only, since mail programs open links to look at them.
 */
export function resumePage(app: FastifyInstance): void {
  app.get<{ Querystring: { l?: string } }>('/resume', { schema: { hide: true } }, (request, reply) => {
    const nonce = randomBytes(16).toString('base64')
    return reply
      .header('content-security-policy', policy(nonce))
      .header('referrer-policy', 'no-referrer')
      .header('x-robots-tag', 'noindex')
      .header('cache-control', 'no-store')
      .type('text/html; charset=utf-8')
      .send(page(mailLocale(request.query.l ?? 'en'), nonce))
  })
  app.get('/resume.js', { schema: { hide: true } }, (_, reply) =>
    reply.header('cache-control', 'public, max-age=300').type('text/javascript; charset=utf-8').send(script()),
  )
}

const policy = (nonce: string): string =>
  [
    "default-src 'none'",
    "script-src 'self'",
    `style-src 'nonce-${nonce}'`,
    "connect-src 'self'",
    "frame-src 'self'",
    "base-uri 'none'",
    "form-action 'none'",
    "frame-ancestors 'none'",
  ].join('; ')

function page(locale: string, nonce: string): string {
  const say = sayMailIn(locale)
  const text = (key: string) => escapeHtml(say(`resume.${key}`))
  return `<!doctype html>
<html lang="${locale}">
<head><meta charset="utf-8"><meta name="viewport" content="width=device-width"><title>${text('title')}</title>
<style nonce="${nonce}">
:root{color-scheme:light dark}
body{display:grid;place-items:center;min-height:90vh;margin:0;padding:24px;background:light-dark(#faf9f7,#141416);color:light-dark(#1f1d1a,#ececef);font:15px/1.5 system-ui,-apple-system,"Segoe UI",Roboto,sans-serif}
main{max-width:420px;padding:32px;border:1px solid light-dark(#e7e3dc,#2c2c33);border-radius:16px;background:light-dark(#fff,#1b1b1f);text-align:center}
h1{margin:0;font-size:20px;font-weight:600}
button{min-height:44px;padding:10px 18px;border:0;border-radius:6px;background:light-dark(#4f46e5,#8f8bff);color:light-dark(#fff,#12111f);font:600 15px system-ui;cursor:pointer}
button:focus-visible{outline:2px solid currentColor;outline-offset:2px}
[hidden]{display:none}
</style></head>
<body><main>
<h1>${text('title')}</h1>
<p id="text">${text('text')}</p>
<p id="over" role="alert" hidden>${text('over')}</p>
<button id="go" type="button">${text('button')}</button>
</main><script src="/resume.js"></script></body>
</html>
`
}

let read: string | undefined
const script = (): string => (read ??= readFileSync(path.join(import.meta.dirname, 'resume.js'), 'utf8'))
