import { createHmac, hkdfSync, timingSafeEqual } from 'node:crypto'

/** Replies come to an address that names the ticket and proves that this installation gave it out [MA5]. */
export type ReplyAddresses = {
  of(ticketId: number): string
  /** The ticket an address is for; null when it is not one of ours, or was made up. */
  ticketOf(address: string): number | null
}

/** 96 bits, in letters and digits that survive being written in capitals. */
const SIGNATURE_BYTES = 12
const ALPHABET = 'abcdefghijklmnopqrstuvwxyz234567'

export function createReplyAddresses(key: Buffer, mailbox: string): ReplyAddresses {
  const own = Buffer.from(hkdfSync('sha256', key, '', 'causerie reply address', 32))
  const [local = '', domain = ''] = mailbox.toLowerCase().split('@')
  const sign = (ticketId: number): string =>
    base32(
      createHmac('sha256', own).update(`${mailbox.toLowerCase()} ${ticketId}`).digest().subarray(0, SIGNATURE_BYTES),
    )
  return {
    of: (ticketId) => `${local}+${ticketId}.${sign(ticketId)}@${domain}`,
    ticketOf(address) {
      const found = /^([^+@]+)\+([1-9]\d{0,15})\.([a-z2-7]+)@([^@]+)$/.exec(address.trim().toLowerCase())
      if (found?.[1] !== local || found[4] !== domain) return null
      const ticketId = Number(found[2])
      const [expected, given] = [Buffer.from(sign(ticketId)), Buffer.from(found[3] ?? '')]
      return expected.length === given.length && timingSafeEqual(expected, given) ? ticketId : null
    },
  }
}

function base32(bytes: Buffer): string {
  let bits = 0n
  for (const byte of bytes) bits = (bits << 8n) | BigInt(byte)
  const length = Math.ceil((bytes.length * 8) / 5)
  bits <<= BigInt(length * 5 - bytes.length * 8)
  let text = ''
  for (let index = length - 1; index >= 0; index -= 1) text += ALPHABET[Number((bits >> BigInt(index * 5)) & 31n)]
  return text
}
