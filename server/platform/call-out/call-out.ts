import { lookup } from 'node:dns/promises'
import http from 'node:http'
import https from 'node:https'
import { isIP } from 'node:net'
import { storable } from '../pure/storable.ts'
import { isPrivateAddress } from './private-address.ts'

export type Call = {
  url: string
  headers: Readonly<Record<string, string>>
  body: string
  /** Addresses of this machine and its networks, too. */
  allowPrivate: boolean
}
/** `private`: it leads to an address that is not public. `answer`: the beginning of what came back. */
export type Called =
  | { kind: 'answered'; status: number; answer: string }
  | { kind: 'failed'; problem: 'address' | 'private' | 'unknown_host' | 'unreachable' | 'tls' | 'slow' }

const SLOW_MS = 8_000
const MOST_ANSWER = 2_000

/**
 * One POST to an address somebody has typed in. The name is resolved first, what it stands for is looked at, and just that
 * address is connected to: a name that changes its mind in between leads nowhere else. Redirections are not followed.
 */
export async function callOut(call: Call): Promise<Called> {
  const url = readUrl(call.url)
  if (url === null) return { kind: 'failed', problem: 'address' }
  const host = url.hostname.replace(/^\[|\]$/g, '')
  const addresses = isIP(host) ? [host] : await resolve(host)
  if (addresses.length === 0) return { kind: 'failed', problem: 'unknown_host' }
  const address = addresses.find((each) => call.allowPrivate || !isPrivateAddress(each))
  if (address === undefined) return { kind: 'failed', problem: 'private' }
  return post(url, host, address, call)
}

export function readUrl(text: string): URL | null {
  const url = URL.parse(text)
  if (url === null || !/^https?:$/.test(url.protocol) || url.username !== '' || url.password !== '') return null
  return url
}

const resolve = (host: string): Promise<string[]> =>
  lookup(host, { all: true }).then(
    (all) => all.map(({ address }) => address),
    () => [],
  )

function post(url: URL, host: string, address: string, { headers, body }: Call): Promise<Called> {
  const secure = url.protocol === 'https:'
  const options: https.RequestOptions = {
    host: address,
    port: url.port || (secure ? 443 : 80),
    path: url.pathname + url.search,
    method: 'POST',
    agent: false,
    headers: { ...headers, host: url.host, 'content-length': Buffer.byteLength(body), connection: 'close' },
    ...(isIP(host) ? {} : { servername: host }),
  }
  return new Promise((done) => {
    const request = (secure ? https : http).request(options)
    const timer = setTimeout(() => end({ kind: 'failed', problem: 'slow' }), SLOW_MS)
    const end = (called: Called) => {
      clearTimeout(timer)
      done(called)
      request.destroy()
    }
    request.on('error', (error) => end({ kind: 'failed', problem: problemOf(error) }))
    request.on('response', (response) => {
      let answer = ''
      const all = () =>
        end({ kind: 'answered', status: response.statusCode ?? 0, answer: storable(answer).slice(0, MOST_ANSWER) })
      response.setEncoding('utf8')
      response.on('data', (part: string) => {
        answer += part
        if (answer.length >= MOST_ANSWER) all()
      })
      response.on('end', all)
      response.on('error', all)
    })
    request.end(body)
  })
}

const problemOf = (error: Error): 'tls' | 'unreachable' => {
  const code = 'code' in error ? String(error.code) : ''
  return /CERT|SSL|TLS|ALTNAME|SELF_SIGNED|VERIFY/.test(code) ? 'tls' : 'unreachable'
}
