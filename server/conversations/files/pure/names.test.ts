import assert from 'node:assert/strict'
import { test } from 'node:test'
import fc from 'fast-check'
import { cleanName, extensionOf, withExtension } from './clean-name.ts'
import { contentDisposition } from './content-disposition.ts'
import { isProgram } from './kinds.ts'
import { rangeOf } from './range.ts'

test('[FI7] names keep what people wrote, and lose paths, marks and what is not seen', () => {
  const cleaned = {
    'facture n° 12 – été.pdf': 'facture n° 12 – été.pdf',
    '../../etc/passwd': 'passwd',
    'C:\\Users\\ada\\cv.doc': 'cv.doc',
    'photo\u202Egpj.exe': 'photogpj.exe',
    'a\u0000b\r\nc\u2028d\u200b.txt': 'abcd.txt',
    'run.bat. . ': 'run.bat',
    '  spaced.txt': 'spaced.txt',
    '...': 'file',
    '': 'file',
    '/': 'file',
    '.env': '.env',
    'e\u0301.txt': 'é.txt',
    '<b>"x".txt': '<b>"x".txt',
    '👩‍👩‍👧.png': '👩‍👩‍👧.png',
    'شهادة.pdf': 'شهادة.pdf',
    '\ud800.txt': '\ufffd.txt',
  }
  for (const [given, name] of Object.entries(cleaned)) assert.equal(cleanName(given), name)
  assert.equal(cleanName(undefined), 'file')
})

test('[FI7] whatever is given: at most 200 characters, no separator, well formed, and cleaning again changes nothing', () => {
  const any = fc.string({ unit: 'binary', maxLength: 400 })
  fc.assert(
    fc.property(
      fc.oneof(
        any,
        any.map((text) => `${text}.jpeg`),
      ),
      (given) => {
        const name = cleanName(given)
        assert.ok(name.length > 0 && name.length <= 200 && name.isWellFormed())
        assert.doesNotMatch(name, /[/\\\p{Cc}\u202a-\u202e\u2066-\u2069]/u)
        assert.equal(cleanName(name), name)
      },
    ),
    { numRuns: 3_000 },
  )
})

test('a picture’s name says what it is; a long name keeps its extension', () => {
  const jpeg = ['.jpg', '.jpeg'] as const
  assert.equal(withExtension('a.JPEG', jpeg), 'a.JPEG')
  assert.equal(withExtension('a.exe', jpeg), 'a.exe.jpg')
  assert.equal(withExtension('a', jpeg), 'a.jpg')
  assert.equal(extensionOf('.htaccess'), '')
  assert.equal(extensionOf('a.tar.gz'), '.gz')
  assert.equal(extensionOf(cleanName(`${'x'.repeat(300)}.docx`)), '.docx')
})

test('[FI4] programs by name', () => {
  for (const name of ['a.exe', 'a.SCR', 'a.pdf.js', 'a.lnk', 'a.ps1'])
    assert.equal(isProgram('text/plain', name), true, name)
  for (const name of ['a.txt', 'exe', 'a.exe.txt', 'command.pdf'])
    assert.equal(isProgram('text/plain', name), false, name)
})

test('a Content-Disposition is one header line of ASCII, whatever the name', () => {
  assert.equal(
    contentDisposition('inline', `it's "é" 100%.txt`),
    `inline; filename="it's ___ 100_.txt"; filename*=UTF-8''it%27s%20%22%C3%A9%22%20100%25.txt`,
  )
  fc.assert(
    fc.property(fc.string({ unit: 'binary' }), (name) => {
      const header = contentDisposition('attachment', name)
      assert.match(header, /^attachment; filename="[ !#-[\]-~]*"; filename\*=UTF-8''[A-Za-z0-9!#$&+.^_`|~%-]*$/)
      assert.equal(decodeURIComponent(header.split("''")[1] ?? ''), name.toWellFormed())
    }),
  )
})

test('a range lies within the file, or is none', () => {
  fc.assert(
    fc.property(
      fc.constantFrom('bytes=', 'bytes ', 'items='),
      fc.option(fc.nat(30)),
      fc.option(fc.nat(30)),
      fc.integer({ min: 1, max: 20 }),
      (unit, from, to, size) => {
        const range = rangeOf(`${unit}${from ?? ''}-${to ?? ''}`, size)
        if (range === null || range === 'unsatisfiable') return
        assert.equal(unit, 'bytes=')
        assert.ok(0 <= range.start && range.start <= range.end && range.end < size)
      },
    ),
  )
  assert.equal(rangeOf(undefined, 10), null)
  assert.equal(rangeOf('bytes=0-1,3-4', 10), null)
  assert.equal(rangeOf('bytes=-0', 10), 'unsatisfiable')
})
