import { FileText, Image, X } from 'lucide-react'
import { useRefusalText } from '../../kit/i18n.tsx'
import { Refused } from '../../kit/http.ts'
import { IconButton } from '../../kit/ui/IconButton.tsx'
import { useDeskText } from '../app/text.ts'
import { isImage, sizeText } from '../conversation/files.ts'
import type { Attached } from './drafts.ts'
import css from './AttachedFiles.module.css'

export function AttachedFiles({ files, onRemove }: { files: readonly Attached[]; onRemove: (file: Attached) => void }) {
  const t = useDeskText()
  const say = useRefusalText()
  if (files.length === 0) return null
  return (
    <ul className={css['files']} aria-label={t('composer.files')}>
      {files.map((file) => {
        const Icon = file.file && isImage(file.file) ? Image : FileText
        return (
          <li key={file.key} className={css['file']} data-refused={file.refusal !== undefined}>
            <Icon size={16} aria-hidden />
            <span className={css['words']}>
              <span className={css['name']}>{file.name}</span>
              <span className={css['state']}>
                {file.refusal ? say(new Refused(file.refusal)) : file.size > 0 && sizeText(file.size, t)}
              </span>
            </span>
            {file.progress !== null && (
              <progress value={file.progress} aria-label={t('composer.uploading', { name: file.name })} />
            )}
            <IconButton size="s" label={t('composer.removeFile', { name: file.name })} onPress={() => onRemove(file)}>
              <X size={14} aria-hidden />
            </IconButton>
          </li>
        )
      })}
    </ul>
  )
}
