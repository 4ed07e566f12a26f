import assert from 'node:assert/strict'
import { test } from 'node:test'
import { setTimeout as pause } from 'node:timers/promises'
import { startApp } from '../../test/kit/app.ts'
import type { ChannelView, SaveChannel } from './contract.ts'
import type { Static } from 'typebox'

test('settings and frame go to the allowed origins only, and a change counts [CH2]', async () => {
  const app = await startApp()
  const admin = await app.administrator()
  const channelId = await app.channel({ style: 'live_chat', closeAfterSeconds: 0 })
  const channel = async () => {
    const found = (await app.as(admin).get<ChannelView[]>('/api/v1/channels')).find(({ id }) => id === channelId)
    assert.ok(found)
    return found
  }
  const { kind: _kind, key, signingKeys: _keys, snippet: _snippet, ...saved } = await channel()
  const allow = (origins: string[]) =>
    app.as(admin).run('channel.save', { ...saved, origins } satisfies Static<typeof SaveChannel>)
  const config = (origin?: string) =>
    app.ask(null, 'GET', `/api/v1/widget/config/${key}`, undefined, origin === undefined ? {} : { origin })
  const ancestors = async () =>
    /frame-ancestors ([^;]*)/.exec(
      String((await app.ask(null, 'GET', `/widget/frame/${key}`)).headers['content-security-policy']),
    )?.[1]

  await allow(['https://shop.example'])
  await until(async () => (await config('https://elsewhere.example')).statusCode === 403)
  const allowed = await config('https://shop.example')
  assert.equal(allowed.statusCode, 200)
  assert.deepEqual(
    [allowed.headers['access-control-allow-origin'], allowed.headers.vary, allowed.headers['cache-control']],
    ['*', 'origin', 'public, max-age=60'],
  )
  const refused = await config('https://elsewhere.example')
  assert.deepEqual([refused.statusCode, refused.json<{ code: string }>().code], [403, 'origin_not_allowed'])
  assert.deepEqual(
    [refused.headers['access-control-allow-origin'], refused.headers['cache-control']],
    ['*', 'no-store'],
    'the site can read why, and is heard again at once',
  )
  assert.equal((await config()).statusCode, 200, 'our own pages name no origin')
  assert.equal(await ancestors(), "'self' https://shop.example")

  await allow([])
  await until(async () => (await config('https://shop.example')).statusCode === 403)
  assert.equal(await ancestors(), "'self' ")
})

/** The channels are read again just after the command. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  const deadline = performance.now() + 30_000
  while (!(await condition())) {
    assert.ok(performance.now() < deadline, 'waited half a minute')
    await pause(20)
  }
}
