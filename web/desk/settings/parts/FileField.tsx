import { FileUp } from 'lucide-react'
import { type ChangeEvent, useState } from 'react'
import field from '../../../kit/ui/Field.module.css'
import { useSettingsText } from '../text.ts'
import css from './FileField.module.css'

type FileFieldProps = {
  label: string
  /** As in `accept` of HTML. */
  accept: string
  onChoose: (file: File) => void
}

/** One file to be read here. Not the browser's own words: they are in the browser's language, not the desk's. */
export function FileField({ label, accept, onChoose }: FileFieldProps) {
  const t = useSettingsText()
  const [name, setName] = useState<string | null>(null)
  const choose = ({ target }: ChangeEvent<HTMLInputElement>) => {
    const file = target.files?.[0]
    // The same file, corrected meanwhile, may be chosen again.
    target.value = ''
    if (file === undefined) return
    setName(file.name)
    onChoose(file)
  }
  return (
    <label className={`${field['field']} ${css['place']}`}>
      <span className={field['label']}>{label}</span>
      <span className={css['choice']}>
        <input type="file" accept={accept} className={css['input']} onChange={choose} />
        <FileUp size={16} aria-hidden />
        {name ?? t('file.choose')}
        {name !== null && <span className={css['other']}>{t('file.other')}</span>}
      </span>
    </label>
  )
}
