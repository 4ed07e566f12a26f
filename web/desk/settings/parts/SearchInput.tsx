import { Search, X } from 'lucide-react'
import { useRef } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import { Input } from 'react-aria-components/Input'
import { SearchField } from 'react-aria-components/SearchField'
import field from '../../../kit/ui/Field.module.css'
import { useCommands } from '../../shell/commands.ts'
import css from './SearchInput.module.css'
import { useKitText } from './useKitText.ts'

type SearchInputProps = {
  label: string
  value: string
  onChange: (value: string) => void
  /** The page's own search: `/` goes there. */
  isMain?: boolean
  autoFocus?: boolean
}

export function SearchInput({ label, value, onChange, isMain = false, autoFocus = false }: SearchInputProps) {
  const t = useKitText()
  const input = useRef<HTMLInputElement>(null)
  useCommands({ find: isMain && (() => input.current?.focus()) })
  return (
    <SearchField
      aria-label={label}
      value={value}
      onChange={onChange}
      autoFocus={autoFocus}
      className={css['search'] ?? ''}
    >
      <Search size={16} aria-hidden className={css['icon']} />
      <Input ref={input} className={`${field['input']} ${css['input']}`} placeholder={label} />
      {value !== '' && (
        <AriaButton className={css['clear'] ?? ''} aria-label={t('clear')}>
          <X size={14} aria-hidden />
        </AriaButton>
      )}
    </SearchField>
  )
}
