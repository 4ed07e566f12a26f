import { Plus, X } from 'lucide-react'
import { type KeyboardEvent, useState } from 'react'
import { Button } from '../../../kit/ui/Button.tsx'
import { IconButton } from '../../../kit/ui/IconButton.tsx'
import { Section } from '../../../kit/ui/Page.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { Hint } from '../parts/Alert.tsx'
import { useSettingsText } from '../text.ts'
import { ANYWHERE, MOST_ORIGINS, originOf } from './origins.ts'
import css from './OriginsField.module.css'

type OriginsFieldProps = { value: readonly string[]; onChange: (origins: string[]) => void }

/** The sites the widget may be shown on. */
export function OriginsField({ value, onChange }: OriginsFieldProps) {
  const t = useSettingsText()
  const [typed, setTyped] = useState('')
  const [isWrong, setWrong] = useState(false)
  const add = () => {
    const origin = originOf(typed)
    setWrong(origin === null)
    if (origin === null) return
    if (!value.includes(origin)) onChange([...value, origin])
    setTyped('')
  }
  const addOnEnter = (event: KeyboardEvent) => {
    if (event.key !== 'Enter') return
    // The form is saved by its own button.
    event.preventDefault()
    if (typed.trim() !== '') add()
  }
  return (
    <Section title={t('origins')} description={t('origins.text')}>
      {value.length === 0 && <Hint tone="warn">{t('origins.none')}</Hint>}
      {value.includes(ANYWHERE) && <Hint tone="warn">{t('origins.anywhere')}</Hint>}
      {value.length > 0 && (
        <ul className={css['origins']}>
          {value.map((origin) => (
            <li key={origin}>
              <code>{origin === ANYWHERE ? t('origins.any') : origin}</code>
              <IconButton
                size="s"
                label={t('origins.remove', { origin })}
                onPress={() => onChange(value.filter((each) => each !== origin))}
              >
                <X size={14} aria-hidden />
              </IconButton>
            </li>
          ))}
        </ul>
      )}
      {value.length < MOST_ORIGINS && (
        <div className={css['add']}>
          <TextField
            label={t('origins.add.label')}
            description={t('origins.add.text')}
            placeholder="https://www.example.com"
            value={typed}
            onChange={(text) => {
              setTyped(text)
              setWrong(false)
            }}
            onKeyDown={addOnEnter}
            error={isWrong ? t('origins.wrong') : undefined}
          />
          <Button icon={<Plus size={16} aria-hidden />} onPress={add} isDisabled={typed.trim() === ''}>
            {t('add')}
          </Button>
        </div>
      )}
    </Section>
  )
}
