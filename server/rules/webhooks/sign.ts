import { createHmac, randomBytes } from 'node:crypto'

const BYTES = 32
export const makeSecret = (): string => `whsec_${randomBytes(BYTES).toString('base64')}`

/** The headers of the Standard Webhooks scheme: who gets them can tell that it is from us, new, and unchanged. */
export function signed(secret: string, id: string, at: Date, body: string): Record<string, string> {
  const seconds = Math.floor(at.getTime() / 1000)
  const key = Buffer.from(secret.replace(/^whsec_/, ''), 'base64')
  const signature = createHmac('sha256', key).update(`${id}.${seconds}.${body}`).digest('base64')
  return { 'webhook-id': id, 'webhook-timestamp': `${seconds}`, 'webhook-signature': `v1,${signature}` }
}
