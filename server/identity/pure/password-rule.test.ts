import assert from 'node:assert/strict'
import { test } from 'node:test'
import { weakness } from './password-rule.ts'

const weak: [string, ReturnType<typeof weakness>][] = [
  ['short-9ch', 'length'],
  ['x'.repeat(201), 'length'],
  ['aaaaaaaaaaaa', 'simple'],
  ['abababababab', 'simple'],
  ['1234567890', 'simple'],
  ['qwertyuiopasdf', 'simple'],
  ['mlkjhgfdsqpoiuytreza', 'simple'],
  ['Password2026!', 'common'],
  ['!!!Motdepasse', 'common'],
  ['azertyuiop12', 'common'],
  ['1q2w3e4r5t', 'common'],
  ['bonjourbonjour', 'common'],
  ['ada.martin1985', 'personal'],
  ['MartinAda!!!!!', 'personal'],
]

test('passwords that anyone would try are told from others [ID3]', () => {
  for (const [password, reason] of weak)
    assert.equal(weakness(password, ['ada.martin@example.com', 'Ada Martin']), reason, password)
  for (const password of [
    'correct horse battery',
    'Zq7-mérule-Écluse',
    'kx8Wq2mTzp',
    'мой длинный пароль',
    'password of my cat Félix',
  ])
    assert.equal(weakness(password, ['ada.martin@example.com', 'Ada Martin']), null, password)
})
