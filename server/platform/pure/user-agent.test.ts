import assert from 'node:assert/strict'
import { test } from 'node:test'
import { deviceLine, deviceOf } from './user-agent.ts'

const known: [string, ReturnType<typeof deviceOf>][] = [
  [
    'Mozilla/5.0 (X11; Linux x86_64; rv:140.0) Gecko/20100101 Firefox/140.0',
    { browser: 'Firefox', os: 'Linux', kind: 'desktop' },
  ],
  [
    'Mozilla/5.0 (Windows NT 10.0; Win64; x64) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36 Edg/139.0.0.0',
    { browser: 'Edge', os: 'Windows', kind: 'desktop' },
  ],
  [
    'Mozilla/5.0 (Macintosh; Intel Mac OS X 10_15_7) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/18.5 Safari/605.1.15',
    { browser: 'Safari', os: 'macOS', kind: 'desktop' },
  ],
  [
    'Mozilla/5.0 (iPhone; CPU iPhone OS 18_5 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) CriOS/139.0 Mobile/15E148 Safari/604.1',
    { browser: 'Chrome', os: 'iOS', kind: 'phone' },
  ],
  [
    'Mozilla/5.0 (Linux; Android 15; SM-S931B) AppleWebKit/537.36 (KHTML, like Gecko) SamsungBrowser/28.0 Chrome/130.0.0.0 Mobile Safari/537.36',
    { browser: 'Samsung Internet', os: 'Android', kind: 'phone' },
  ],
  [
    'Mozilla/5.0 (Linux; Android 14; SM-X200) AppleWebKit/537.36 (KHTML, like Gecko) Chrome/139.0.0.0 Safari/537.36',
    { browser: 'Chrome', os: 'Android', kind: 'tablet' },
  ],
  [
    'Mozilla/5.0 (iPad; CPU OS 16_7 like Mac OS X) AppleWebKit/605.1.15 (KHTML, like Gecko) Version/16.6 Mobile/15E148 Safari/604.1',
    { browser: 'Safari', os: 'iPadOS', kind: 'tablet' },
  ],
]

test('browsers, systems and kinds of device are told apart', () => {
  for (const [text, device] of known) assert.deepEqual(deviceOf(text), device, text)
})

test('a program, or nothing at all, is no device', () => {
  assert.equal(deviceOf('curl/8.9.1'), null)
  assert.equal(deviceOf(undefined), null)
  assert.equal(deviceLine(''), '')
  assert.equal(deviceLine(known[0]?.[0]), 'Firefox · Linux')
})

test('a huge header costs nothing', () => {
  const started = performance.now()
  deviceOf('Version/1 '.repeat(1_000_000))
  assert.ok(performance.now() - started < 2_000)
})
