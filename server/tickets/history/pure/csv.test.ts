import assert from 'node:assert/strict'
import { test } from 'node:test'
import type { UpdateView } from '../contract.ts'
import { csvHead, csvLines } from './csv.ts'

const update: UpdateView = {
  id: 7,
  at: '2026-01-02T03:04:05.000Z',
  kind: 'changed',
  actorKind: 'agent',
  actorId: 3,
  actorName: 'Léa, "the boss"',
  changes: { status: ['open', 'solved'], tags: [[], ['late']], subject: ['=HYPERLINK("x")', null] },
  rules: [{ rule: 1, version: 2, title: 'Close', changes: {}, did: [] }],
  messageId: null,
  comment: { visibility: 'note', text: 'one\ntwo', files: 0 },
}

test('one line a field, quoted where needed; a formula is text [TK13]', () => {
  assert.equal(csvHead(), 'update,at,kind,by,by_id,name,field,before,after,rules,comment\r\n')
  const who = '7,2026-01-02T03:04:05.000Z,changed,agent,3,"Léa, ""the boss"""'
  assert.equal(
    csvLines(update),
    `${who},status,open,solved,Close (2),"note: one\ntwo"\r\n` +
      `${who},tags,[],"[""late""]",Close (2),\r\n` +
      `${who},subject,"'=HYPERLINK(""x"")",,Close (2),\r\n`,
  )
  assert.equal(csvLines({ ...update, changes: {}, rules: null, comment: null }), `${who},,,,,\r\n`)
})
