import { once } from 'node:events'
import { Readable } from 'node:stream'
import { createTransport } from 'nodemailer'
import MailComposer from 'nodemailer/lib/mail-composer'
import type { MailServer, MailSettings } from '../settings.ts'
import type { Mail, Outcome } from './pure/mail.ts'
import { type Failure, judge } from './pure/outcome.ts'

/** Gives one mail to the mail server. `handing` is awaited when all but the last line has gone: from then on it may have arrived. */
export type HandOver = (
  mail: Mail,
  id: { messageId: string; at: Date },
  handing: () => Promise<void>,
) => Promise<Outcome>

const TIMES = { connectionTimeout: 15_000, greetingTimeout: 15_000, socketTimeout: 60_000, dnsTimeout: 15_000 }

export function createHandOver({ server, from }: MailSettings, pathOf: (fileId: string) => string): HandOver {
  const transport = createTransport({
    host: server.host,
    port: server.port,
    secure: server.secure,
    // A password never goes over an open line to another machine.
    requireTLS: server.user !== null && !server.secure && !isHere(server),
    // A relay on this machine has a certificate that nobody else has signed.
    ...(isHere(server) ? { tls: { rejectUnauthorized: false } } : {}),
    ...(server.user === null ? {} : { auth: { user: server.user, pass: server.password ?? '' } }),
    ...TIMES,
    disableFileAccess: true,
    disableUrlAccess: true,
  })
  return async (mail, { messageId, at }, handing) => {
    let handed = false
    try {
      const raw = await written(mail, { from, messageId, at, pathOf })
      const content = Readable.from(
        (async function* () {
          yield raw
          await handing()
          handed = true
        })(),
        { objectMode: false },
      )
      const envelope = { from: from.address, to: [mail.to.address] }
      const { response } = await transport.sendMail({ envelope, raw: content })
      return { kind: 'sent', answer: response.slice(0, 500) }
    } catch (error) {
      return judge(failureOf(error), handed)
    }
  }
}

const isHere = ({ host }: MailServer): boolean => host === 'localhost' || host === '::1' || host.startsWith('127.')

function failureOf(error: unknown): Failure {
  if (!(error instanceof Error)) return { message: String(error) }
  const { code, command, responseCode, response } = error as Error & Partial<Failure>
  return { code, command, responseCode, response, message: error.message }
}

/** The whole mail as it goes over the line; attachments are read from files of ours. */
async function written(
  mail: Mail,
  as: { from: MailSettings['from']; messageId: string; at: Date; pathOf: (fileId: string) => string },
): Promise<Buffer> {
  const { from, messageId, at, pathOf } = as
  const { references = [] } = mail
  const message = new MailComposer({
    from: { name: mail.fromName ?? from.name ?? '', address: from.address },
    to: { name: mail.to.name ?? '', address: mail.to.address },
    ...(mail.replyTo === undefined ? {} : { replyTo: mail.replyTo }),
    subject: mail.subject,
    messageId,
    date: at,
    ...(references.length === 0 ? {} : { references: [...references], inReplyTo: references.at(-1) }),
    text: mail.text,
    html: mail.html,
    headers: mail.isAutomatic ? { 'Auto-Submitted': 'auto-generated', 'X-Auto-Response-Suppress': 'All' } : {},
    attachments: (mail.attachments ?? []).map(({ id, name, type }) => ({
      filename: name,
      contentType: type,
      path: pathOf(id),
    })),
  }).compile()
  const stream = message.createReadStream()
  const chunks: Buffer[] = []
  stream.on('data', (chunk: Buffer) => chunks.push(chunk))
  await once(stream, 'end')
  return Buffer.concat(chunks)
}
