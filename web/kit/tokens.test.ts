import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import test from 'node:test'

const css = readFileSync(new URL('tokens.css', import.meta.url), 'utf8')
const themes = ['light', 'dark'] as const

/** Which text colours stand on which grounds. */
const grounds = ['bg', 'surface', 'sunken', 'raised']
const inks = [
  'text',
  'text-2',
  'text-3',
  'accent-ink',
  'ok',
  'warn',
  'bad',
  'new',
  'open',
  'pending',
  'hold',
  'solved',
  'closed',
]
const pairs = [
  ...inks.flatMap((ink) => grounds.map((ground) => [ink, ground])),
  ...['text', 'text-2', 'accent-ink'].map((ink) => [ink, 'accent-soft']),
  ...['text', 'note-ink'].map((ink) => [ink, 'note']),
  ['accent-text', 'accent'],
  ['ok', 'ok-soft'],
  ['warn', 'warn-soft'],
  ['bad', 'bad-soft'],
]

for (const theme of themes)
  for (const [ink = '', ground = ''] of pairs)
    test(`${ink} on ${ground} reaches 4.5:1 in ${theme}`, () => {
      const ratio = contrast(colour(ink, theme), colour(ground, theme))
      assert.ok(ratio >= 4.5, ratio.toFixed(2))
    })

function colour(name: string, theme: (typeof themes)[number]): string {
  const found = new RegExp(`--${name}:\\s*light-dark\\((#[0-9a-f]{6}),\\s*(#[0-9a-f]{6})\\)`).exec(css)
  assert.ok(found, `no colour --${name}`)
  return found[theme === 'light' ? 1 : 2] ?? ''
}

/** WCAG 2.2 contrast ratio of two #rrggbb colours. */
function contrast(a: string, b: string): number {
  const [light = 0, dark = 0] = [luminance(a), luminance(b)].sort((x, y) => y - x)
  return (light + 0.05) / (dark + 0.05)
}

function luminance(hex: string): number {
  const [red = 0, green = 0, blue = 0] = [1, 3, 5].map((at) => {
    const part = Number.parseInt(hex.slice(at, at + 2), 16) / 255
    return part <= 0.04045 ? part / 12.92 : ((part + 0.055) / 1.055) ** 2.4
  })
  return 0.2126 * red + 0.7152 * green + 0.0722 * blue
}
