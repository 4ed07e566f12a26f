import assert from 'node:assert/strict'
import test from 'node:test'
import fc from 'fast-check'
import { textOn } from './colours.ts'

test('text on any colour reaches 4.5:1', () => {
  const colour = fc.integer({ min: 0, max: 0xffffff }).map((value) => `#${value.toString(16).padStart(6, '0')}`)
  fc.assert(
    fc.property(colour, (ground) => {
      const ratio = (luminance(ground) + 0.05) / (luminance(textOn(ground) === '#fff' ? '#ffffff' : '#000000') + 0.05)
      assert.ok(Math.max(ratio, 1 / ratio) >= 4.5, `${ground} ${ratio}`)
    }),
    { numRuns: 5000 },
  )
})

/** WCAG 2.2, written out from its definition. */
function luminance(hex: string): number {
  const channel = (at: number) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  }
  return 0.2126 * channel(1) + 0.7152 * channel(3) + 0.0722 * channel(5)
}
