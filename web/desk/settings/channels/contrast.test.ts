import assert from 'node:assert/strict'
import test from 'node:test'
import { contrast, textOn } from './contrast.ts'

test('the ratios of WCAG: 21 for black on white, 1 for a colour on itself', () => {
  assert.equal(contrast('#000000', '#ffffff'), 21)
  assert.equal(contrast('#4f46e5', '#4f46e5'), 1)
  assert.equal(contrast('#777777', '#ffffff').toFixed(2), '4.48')
})

test('what is written on a colour is the better readable of white and black, and always reads', () => {
  assert.equal(textOn('#4f46e5'), '#ffffff')
  assert.equal(textOn('#ffd400'), '#000000')
  for (const colour of ['#000000', '#ffffff', '#777777', '#ff0000', '#00ff00', '#0000ff', '#808000', '#c81e3a'])
    assert.ok(contrast(colour, textOn(colour)) >= 4.5, colour)
})
