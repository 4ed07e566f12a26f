import { type Agent, get } from 'node:http'

/** The body of an answer, asked for as somebody who is signed in. */
export function fetchJson(agent: Agent, port: number, path: string, token: string): Promise<string> {
  return new Promise((resolve, reject) => {
    const headers = { cookie: `causerie_session=${token}` }
    get({ host: '127.0.0.1', port, path, agent, headers }, (response) => {
      const parts: Buffer[] = []
      response.on('data', (part: Buffer) => parts.push(part))
      response.on('end', () => {
        const body = Buffer.concat(parts).toString('utf8')
        if (response.statusCode === 200) resolve(body)
        else reject(new Error(`${path} answered ${response.statusCode}: ${body}`))
      })
    }).on('error', reject)
  })
}
