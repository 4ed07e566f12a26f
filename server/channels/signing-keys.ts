import { audit } from '../identity/index.ts'
import { command } from '../platform/commands/command.ts'
import type { Tx } from '../platform/db.ts'
import { secret } from '../platform/ids.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import type { Sealing } from '../platform/sealing.ts'
import { ChannelRef, SigningKeyRef } from './contract.ts'
import { mayManageChannels } from './policy.ts'
import { deleteSigningKey, findChannel, findSigningKey, insertSigningKey, listSigningKeys } from './queries.ts'

const MOST_KEYS = 10

/** The secret is told this once; at rest it is sealed. */
export const addSigningKey = (sealing: Sealing) =>
  command(
    'channel.add_signing_key',
    { input: ChannelRef, may: mayManageChannels, about: 'Make a key that signs verified logins.', secretAnswer: true },
    async (ctx, { channelId }) => {
      if ((await findChannel(ctx.tx, channelId)) === null) throw new Refusal('channel_not_found')
      const keys = (await listSigningKeys(ctx.tx)).filter((key) => key.channelId === channelId)
      if (keys.length >= MOST_KEYS) throw new Refusal('signing_keys_full', { most: MOST_KEYS })
      const kid = `key_${secret().slice(0, 16)}`
      const value = secret()
      await insertSigningKey(ctx.tx, { kid, channelId, sealed: sealing.seal(value), createdAt: ctx.now })
      await audit(ctx, ctx.actor, 'channel.signing_key_added', `channel:${channelId}`, { kid: [null, kid] })
      return { kid, secret: value }
    },
  )

export const removeSigningKey = command(
  'channel.remove_signing_key',
  { input: SigningKeyRef, may: mayManageChannels, about: 'Remove a key: what it signed is accepted no more.' },
  async (ctx, { channelId, kid }) => {
    if ((await deleteSigningKey(ctx.tx, channelId, kid)) === 0) throw new Refusal('not_found', { kid })
    await audit(ctx, ctx.actor, 'channel.signing_key_removed', `channel:${channelId}`, { kid: [kid, null] })
    return null
  },
)

/** The secret of a key, for checking a login; null when the channel has no such key. */
export const signingSecret =
  (sealing: Sealing) =>
  async (tx: Tx, channelId: number, kid: string): Promise<string | null> => {
    const key = await findSigningKey(tx, channelId, kid)
    return key === null ? null : sealing.open(key.sealed)
  }
