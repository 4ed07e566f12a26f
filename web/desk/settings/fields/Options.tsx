import { Plus, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { FieldOption } from '../../../../server/tickets/contract.ts'
import { useLocale } from '../../../kit/i18n.tsx'
import { Button } from '../../../kit/ui/Button.tsx'
import { IconButton } from '../../../kit/ui/IconButton.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { saidIn } from '../../app/said.ts'
import { useDefinitionsText } from '../definitions-text.ts'
import { Alert } from '../parts/Alert.tsx'
import { ReorderList } from '../parts/ReorderList.tsx'
import { useLanguageName } from '../parts/useLanguageName.ts'
import { keyOf } from './option-key.ts'
import css from './Options.module.css'

type OptionsProps = {
  value: readonly FieldOption[]
  /** Those whose keys tickets may hold already: they stay. */
  stored: readonly FieldOption[]
  onChange: (options: FieldOption[]) => void
  error: string | undefined
}

/** What may be chosen: its words in every language, its order, and the key that rules and exports know it by. */
export function Options({ value, stored, onChange, error }: OptionsProps) {
  const d = useDefinitionsText()
  const own = useLocale()
  const languageName = useLanguageName()
  const [adding, setAdding] = useState('')
  const locales = [...new Set([own, 'en', 'fr', ...value.flatMap(({ label }) => Object.keys(label))])]
  const add = () => {
    const label = adding.trim()
    if (label === '') return
    onChange([
      ...value,
      {
        key: keyOf(
          label,
          [...value, ...stored].map(({ key }) => key),
        ),
        label: { [own]: label },
      },
    ])
    setAdding('')
  }
  const write = (key: string, locale: string, text: string) =>
    onChange(
      value.map((option) => {
        if (option.key !== key) return option
        const { [locale]: _before, ...others } = option.label
        return { ...option, label: text === '' ? others : { ...others, [locale]: text } }
      }),
    )
  const items = value.map((option, index) => ({ ...option, id: index + 1 }))
  return (
    <div className={css['options']} role="group" aria-label={d('options')}>
      <span className={css['label']}>{d('options')}</span>
      {error && <Alert>{error}</Alert>}
      <ReorderList
        label={d('options')}
        items={items}
        nameOf={({ label, key }) => saidIn(own, label) || key}
        onOrder={(ids) => onChange(ids.flatMap((id) => value[id - 1] ?? []))}
      >
        {({ key, label }) => (
          <>
            <span className={css['words']}>
              {locales.map((locale) => (
                <TextField
                  key={locale}
                  label={`${languageName(locale)} (${key})`}
                  hideLabel
                  lang={locale}
                  placeholder={d('options.missing', { language: languageName(locale) })}
                  value={label[locale] ?? ''}
                  onChange={(text) => write(key, locale, text)}
                  maxLength={120}
                />
              ))}
            </span>
            <code className={css['key']} title={d('options.key')}>
              {key}
            </code>
            <IconButton
              label={d('options.remove', { name: saidIn(own, label) || key })}
              onPress={() => onChange(value.filter((option) => option.key !== key))}
            >
              <Trash2 size={16} aria-hidden />
            </IconButton>
          </>
        )}
      </ReorderList>
      <div className={css['add']}>
        <TextField
          label={d('options.new')}
          hideLabel
          placeholder={d('options.new')}
          value={adding}
          onChange={setAdding}
          maxLength={120}
          onKeyDown={(event) => {
            if (event.key !== 'Enter') return
            event.preventDefault()
            add()
          }}
        />
        <Button onPress={add} icon={<Plus size={16} aria-hidden />}>
          {d('options.add')}
        </Button>
      </div>
    </div>
  )
}
