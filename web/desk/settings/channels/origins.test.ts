import assert from 'node:assert/strict'
import test from 'node:test'
import { originOf } from './origins.ts'

const origins: [string, string | null][] = [
  ['https://shop.example', 'https://shop.example'],
  ['https://shop.example/', 'https://shop.example'],
  ['shop.example/cart?x=1#top', 'https://shop.example'],
  ['  HTTPS://Shop.Example:8443/a ', 'https://shop.example:8443'],
  ['http://intranet.example', 'http://intranet.example'],
  ['https://*.example.com', 'https://*.example.com'],
  ['localhost:3000', 'http://localhost:3000'],
  ['http://localhost:*', 'http://localhost:*'],
  ['https://bücher.example', 'https://xn--bcher-kva.example'],
  ['*', '*'],
  ['', null],
  ['shop', null],
  ['https://', null],
  ['ftp://shop.example', null],
  ["https://shop.example; script-src 'none'", null],
  ['https://shop.example,evil.example', null],
  ['https://shop.*', null],
  ['javascript:alert(1)', null],
]

test('what is typed for a site becomes the origin a browser knows it by, or nothing', () => {
  for (const [typed, origin] of origins) assert.equal(originOf(typed), origin, typed)
})
