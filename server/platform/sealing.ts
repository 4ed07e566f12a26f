import { createCipheriv, createDecipheriv, createHmac, randomBytes, timingSafeEqual } from 'node:crypto'

/** Secrets at rest: AES-256-GCM by the installation's key, which is outside the database. */
export type Sealing = {
  seal(plain: string): Buffer
  open(sealed: Buffer): string
  /** A short proof that this server issued the text (file links). */
  sign(text: string): string
  verify(text: string, signature: string): boolean
}

const NONCE = 12
const TAG = 16

export function createSealing(key: Buffer): Sealing {
  const sign = (text: string) => createHmac('sha256', key).update(text).digest('base64url')
  return {
    seal(plain) {
      const nonce = randomBytes(NONCE)
      const cipher = createCipheriv('aes-256-gcm', key, nonce)
      const body = Buffer.concat([cipher.update(plain, 'utf8'), cipher.final()])
      return Buffer.concat([nonce, cipher.getAuthTag(), body])
    },
    open(sealed) {
      const decipher = createDecipheriv('aes-256-gcm', key, sealed.subarray(0, NONCE))
      decipher.setAuthTag(sealed.subarray(NONCE, NONCE + TAG))
      return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]).toString('utf8')
    },
    sign,
    verify(text, signature) {
      const [expected, given] = [Buffer.from(sign(text)), Buffer.from(signature)]
      return expected.length === given.length && timingSafeEqual(expected, given)
    },
  }
}
