import { once } from 'node:events'
import type { AddressInfo } from 'node:net'
import { SMTPServer } from 'smtp-server'
import { whenDone } from './database.ts'

/** One mail as it came over the line. */
export type Received = { from: string; to: string[]; raw: string; messageId: string }

/** What a mail server says to a command, at the moment it is asked; nothing: it accepts. */
type Answer = { status: number; text: string } | null | undefined
export type Answers = {
  rcpt?: (address: string) => Promise<Answer> | Answer
  /** After the whole content has come. */
  data?: (mail: Received) => Promise<Answer> | Answer
}

/** A real mail server on a real socket, for one test file. */
export async function startMailServer(options: { user?: string; password?: string } = {}) {
  const received: Received[] = []
  const answers: Answers = {}
  let server = make()
  server.listen(0, '127.0.0.1')
  await once(server.server, 'listening')
  const { port } = server.server.address() as AddressInfo
  whenDone(() => stop())
  const login = options.user === undefined ? '' : `${options.user}:${options.password ?? ''}@`
  return { port, url: `smtp://${login}127.0.0.1:${port}`, received, answers, stop, start, until }

  function make(): SMTPServer {
    const made = new SMTPServer({
      disabledCommands: options.user === undefined ? ['STARTTLS', 'AUTH'] : ['STARTTLS'],
      authOptional: options.user === undefined,
      allowInsecureAuth: true,
      onAuth: ({ username, password }, _, done) =>
        username === options.user && password === options.password
          ? done(null, { user: username })
          : done(answerError({ status: 535, text: '5.7.8 Authentication credentials invalid' })),
      onRcptTo({ address }, _, done) {
        void (async () => {
          const answer = await answers.rcpt?.(address)
          done(answer ? answerError(answer) : null)
        })()
      },
      onData(stream, session, done) {
        const chunks: Buffer[] = []
        stream.on('data', (chunk: Buffer) => chunks.push(chunk))
        stream.on('end', () => {
          const raw = Buffer.concat(chunks).toString('utf8')
          const { mailFrom, rcptTo } = session.envelope
          const mail = {
            from: mailFrom ? mailFrom.address : '',
            to: rcptTo.map(({ address }) => address),
            raw,
            messageId: /^message-id: *(<.*>)/im.exec(raw)?.[1] ?? '',
          }
          void (async () => {
            const answer = await answers.data?.(mail)
            if (answer) return done(answerError(answer))
            received.push(mail)
            done(null, '2.0.0 queued')
          })()
        })
      },
    })
    made.on('error', () => {})
    return made
  }

  /** Nobody answers at the port any more. */
  async function stop(): Promise<void> {
    await new Promise<void>((resolve) => server.close(() => resolve()))
  }
  async function start(): Promise<void> {
    server = make()
    server.listen(port, '127.0.0.1')
    await once(server.server, 'listening')
  }
  /** Waits until so many mails have come; gives the latest. */
  async function until(count: number): Promise<Received> {
    for (let tries = 0; tries < 1_500 && received.length < count; tries += 1)
      await new Promise((resolve) => setTimeout(resolve, 20))
    const last = received[count - 1]
    if (last === undefined) throw new Error(`only ${received.length} of ${count} mails came`)
    return last
  }
}

function answerError({ status, text }: { status: number; text: string }): Error {
  return Object.assign(new Error(text), { responseCode: status })
}

/** The text part as it is read, without the encoding of the line. */
export function textOf({ raw }: Received, type = 'text/plain'): string {
  const boundary = /boundary="([^"]+)"/.exec(raw)?.[1]
  const part = raw.split(`--${boundary}`).find((each) => each.toLowerCase().includes(`content-type: ${type}`)) ?? ''
  const [head = '', ...rest] = part.split('\r\n\r\n')
  const body = rest.join('\r\n\r\n')
  if (/base64/i.test(head)) return Buffer.from(body, 'base64').toString('utf8')
  if (!/quoted-printable/i.test(head)) return body
  const bytes = body
    .replace(/=\r\n/g, '')
    .replace(/=([0-9A-F]{2})/g, (_, hex: string) => String.fromCharCode(Number.parseInt(hex, 16)))
  return Buffer.from(bytes, 'latin1').toString('utf8')
}
