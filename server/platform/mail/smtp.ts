import { once } from 'node:events'
import { Readable } from 'node:stream'
import MailComposer from 'nodemailer/lib/mail-composer'
import SMTPConnection from 'nodemailer/lib/smtp-connection'
import { storable } from '../pure/storable.ts'
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
  const options = {
    host: server.host,
    port: server.port,
    secure: server.secure,
    // A password never goes over an open line to another machine.
    requireTLS: server.user !== null && !server.secure && !isHere(server),
    // A relay on this machine has a certificate that nobody else has signed.
    ...(isHere(server) ? { tls: { rejectUnauthorized: false } } : {}),
    ...TIMES,
  }
  return async (mail, { messageId, at }, handing) => {
    let handed = false
    const connection = new SMTPConnection(options)
    try {
      const raw = await written(mail, { from, messageId, at, pathOf })
      const content = async function* () {
        yield raw
        await handing()
        handed = true
      }
      const answerTo = conversation(connection)
      await answerTo((done) => connection.connect(done))
      if (server.user !== null) {
        const login = { user: server.user, pass: server.password ?? '' }
        await answerTo((done) => connection.login(login, done))
      }
      // Read only once the server has taken sender and recipient: a transport would read ahead of it, and the mark with it.
      const stream = Readable.from(content(), { objectMode: false })
      const info = await answerTo<{ response: string }>((done) =>
        connection.send({ from: from.address, to: [mail.to.address] }, stream, done),
      )
      return { kind: 'sent', answer: storable(info?.response ?? '').slice(0, 500) }
    } catch (error) {
      return judge(failureOf(error), handed)
    } finally {
      connection.quit()
      connection.close()
    }
  }
}

/** Waits for one answer; a line that breaks or ends meanwhile is an answer too. */
function conversation(connection: SMTPConnection) {
  const broken = new Promise<never>((_, reject) => {
    connection.on('error', reject)
    connection.on('end', () => reject(new Error('The connection ended')))
  })
  broken.catch(() => {})
  return <Info>(ask: (done: (error?: Error | null, info?: Info) => void) => void): Promise<Info | undefined> =>
    Promise.race([
      broken,
      new Promise<Info | undefined>((resolve, reject) => {
        ask((error, info) => (error ? reject(error) : resolve(info)))
      }),
    ])
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
