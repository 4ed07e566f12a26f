import { useId, useState } from 'react'
import { Hidden } from '../../../kit/ui/Hidden.tsx'
import field from '../../../kit/ui/Field.module.css'
import { useSettingsText } from '../text.ts'
import css from './ColourField.module.css'

type ColourFieldProps = {
  label: string
  value: string
  onChange: (colour: string) => void
  /** Ready ones, one press away. */
  offers?: readonly string[]
  description?: string
}

/** `#rrggbb`, by the system's palette, by typing, or one of those offered. */
export function ColourField({ label, value, onChange, offers = [], description }: ColourFieldProps) {
  const t = useSettingsText()
  const id = useId()
  const [typed, setTyped] = useState<string | null>(null)
  const type = (text: string) => {
    setTyped(text)
    const colour = asColour(text)
    if (colour) onChange(colour)
  }
  const isWrong = typed !== null && asColour(typed) === null
  return (
    <div className={css['field']}>
      <label htmlFor={id} className={field['label']}>
        {label}
      </label>
      <div className={css['row']}>
        <input
          type="color"
          className={css['well']}
          aria-label={t('colour.choose')}
          value={value}
          onChange={(event) => {
            setTyped(null)
            onChange(event.target.value)
          }}
        />
        <input
          id={id}
          className={`${field['input']} ${css['hex']}`}
          value={typed ?? value}
          maxLength={7}
          spellCheck={false}
          aria-invalid={isWrong}
          aria-describedby={`${id}-text`}
          onChange={(event) => type(event.target.value)}
          onBlur={() => setTyped(null)}
        />
        {offers.map((colour) => (
          <button
            key={colour}
            type="button"
            className={css['offer']}
            style={{ backgroundColor: colour }}
            aria-pressed={colour === value}
            onClick={() => {
              setTyped(null)
              onChange(colour)
            }}
          >
            <Hidden>{colour}</Hidden>
          </button>
        ))}
      </div>
      <span id={`${id}-text`} className={isWrong ? field['error'] : field['description']}>
        {isWrong ? t('colour.wrong') : description}
      </span>
    </div>
  )
}

/** `4F46E5` and `#4f46e5` are the same; null when it is none (yet). */
function asColour(text: string): string | null {
  const hex = text.trim().replace(/^#/, '').toLowerCase()
  return /^[0-9a-f]{6}$/.test(hex) ? `#${hex}` : null
}
