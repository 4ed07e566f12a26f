import assert from 'node:assert/strict'
import { test } from 'node:test'
import { isAllowedOrigin } from './model.ts'

const yes: [allowed: string, origin: string][] = [
  ['*', 'https://shop.example'],
  ['*', 'http://127.0.0.1:8080'],
  ['https://shop.example', 'https://shop.example'],
  ['https://SHOP.example', 'https://shop.example'],
  ['http://shop.example', 'https://shop.example'],
  ['https://shop.example:443', 'https://shop.example'],
  ['https://shop.example:8443', 'https://shop.example:8443'],
  ['https://*.shop.example', 'https://www.shop.example'],
  ['https://*.shop.example', 'https://a.b.shop.example'],
  ['http://localhost:*', 'http://localhost:3001'],
  ['http://localhost:*', 'http://localhost'],
  ['http://[::1]:3001', 'http://[::1]:3001'],
]
const no: [allowed: string, origin: string][] = [
  ['https://shop.example', 'http://shop.example'],
  ['https://shop.example', 'https://shop.example.evil.example'],
  ['https://shop.example', 'https://evilshop.example'],
  ['https://shop.example', 'https://www.shop.example'],
  ['https://shop.example', 'https://shop.example:8443'],
  ['https://*.shop.example', 'https://shop.example'],
  ['https://*.shop.example', 'https://evilshop.example'],
  ['http://localhost:*', 'http://127.0.0.1:3001'],
  ['*', 'null'],
  ['*', 'file://'],
  ['*', ''],
  ['*', 'chrome-extension://abcdef'],
]

test('a page may show the widget as the browser would let it by frame-ancestors [CH2]', () => {
  for (const [allowed, origin] of yes) assert.ok(isAllowedOrigin([allowed], origin), `${allowed} lets in ${origin}`)
  for (const [allowed, origin] of no) assert.ok(!isAllowedOrigin([allowed], origin), `${allowed} keeps out ${origin}`)
  assert.ok(!isAllowedOrigin([], 'https://shop.example'))
  assert.ok(isAllowedOrigin(['https://a.example', 'https://b.example'], 'https://b.example'))
})
