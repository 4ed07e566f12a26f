import assert from 'node:assert/strict'
import { rmSync } from 'node:fs'
import path from 'node:path'
import { after, test } from 'node:test'
import { isFresh, listing, stampOf, wasBuilt, writeStamp } from './stamp.ts'

const part = `nothing-${process.pid}`
const inputs = ['package-lock.json', /^bin\/builds\/stamp\.ts$/]
const files = listing()
const touched = new Map([...files].map(([file, looks]) => [file, file === 'package-lock.json' ? '1 2' : looks]))

after(() => rmSync(path.resolve(import.meta.dirname, '../../dist', `${part}.inputs`), { force: true }))

test('what was never built is not fresh', () => {
  assert.ok(!wasBuilt(part))
  assert.ok(!isFresh(part, inputs, files))
})

test('what was built from these inputs is fresh, also when they were only touched since', () => {
  writeStamp(part, stampOf(inputs, files))
  assert.ok(wasBuilt(part))
  assert.ok(isFresh(part, inputs, files))
  assert.ok(isFresh(part, inputs, touched))
})

test('what was built from other inputs is not fresh', () => {
  writeStamp(part, stampOf(['package-lock.json'], files))
  assert.ok(!isFresh(part, inputs, files))
})
