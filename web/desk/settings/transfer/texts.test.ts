import assert from 'node:assert/strict'
import { test } from 'node:test'
import en from '../../../../locales/en/transfer.json' with { type: 'json' }
import fr from '../../../../locales/fr/transfer.json' with { type: 'json' }
import enSettings from '../../../../locales/en/settings.json' with { type: 'json' }
import frSettings from '../../../../locales/fr/settings.json' with { type: 'json' }
import { settingsKinds } from '../../../../server/transfer/contract.ts'

test('each kind of settings is named in both languages, also in the audit [law 5]', () => {
  for (const [files, settings] of [
    [en, enSettings],
    [fr, frSettings],
  ] as const)
    for (const kind of settingsKinds) {
      assert.ok(`kind.${kind}` in files, kind)
      assert.ok(`audit.field.imported_${kind}` in settings, kind)
    }
})
