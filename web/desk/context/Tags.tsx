import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Tag } from '../../kit/ui/Tag.tsx'
import { useDeskText } from '../app/text.ts'
import css from './Tags.module.css'

/** Tags with a small field to add one; Enter or a comma ends it, Backspace in an empty field takes the last away. */
export function Tags({
  tags,
  onChange,
}: {
  tags: readonly string[]
  onChange: ((tags: string[]) => void) | undefined
}) {
  const t = useDeskText()
  const [draft, setDraft] = useState<string | null>(null)
  const add = () => {
    const tag = (draft ?? '').trim().toLocaleLowerCase().replace(/\s+/g, '_')
    setDraft(draft === null ? null : '')
    if (tag !== '' && !tags.includes(tag)) onChange?.([...tags, tag])
  }
  return (
    <span className={css['tags']}>
      {tags.map((tag) => (
        <Tag
          key={tag}
          {...(onChange && {
            removeLabel: t('tags.remove', { tag }),
            onRemove: () => onChange(tags.filter((one) => one !== tag)),
          })}
        >
          {tag}
        </Tag>
      ))}
      {tags.length === 0 && !onChange && t('none')}
      {onChange &&
        (draft === null ? (
          <button type="button" className={css['add']} aria-label={t('tags.add')} onClick={() => setDraft('')}>
            <Plus size={13} aria-hidden />
          </button>
        ) : (
          <input
            className={css['field']}
            aria-label={t('tags.add')}
            placeholder={t('tags.add')}
            value={draft}
            maxLength={60}
            ref={focusOnce}
            onChange={(event) => setDraft(event.target.value)}
            onBlur={() => {
              add()
              setDraft(null)
            }}
            onKeyDown={(event) => {
              if (event.key === 'Enter' || event.key === ',') {
                event.preventDefault()
                add()
              }
              if (event.key === 'Escape') setDraft(null)
              if (event.key === 'Backspace' && draft === '' && tags.length > 0) onChange(tags.slice(0, -1))
            }}
          />
        ))}
    </span>
  )
}

const focusOnce = (field: HTMLInputElement | null) => {
  field?.focus()
}
