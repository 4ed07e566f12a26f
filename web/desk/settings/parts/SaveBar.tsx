import { Button } from '../../../kit/ui/Button.tsx'
import { useKitText } from './useKitText.ts'
import { Alert } from './Alert.tsx'
import css from './SaveBar.module.css'

type SaveBarProps = {
  isDirty: boolean
  /** It is not there yet: it can be saved, or given up, before anything is changed. */
  isNew?: boolean
  isPending: boolean
  error?: string | null | undefined
  onReset: () => void
  /** The form it saves. */
  form: string
}

/** Stands at the foot of a form as soon as something is changed; of what is made anew, from the beginning. */
export function SaveBar({ isDirty, isNew = false, isPending, error, onReset, form }: SaveBarProps) {
  const t = useKitText()
  if (!isDirty && !isNew) return null
  return (
    <div className={css['place']}>
      <div className={css['bar']} role="region" aria-label={t(isDirty ? 'unsaved' : 'save')}>
        {error ? <Alert>{error}</Alert> : isDirty && <span className={css['text']}>{t('unsaved')}</span>}
        <Button variant="quiet" onPress={onReset} isDisabled={isPending}>
          {t(isNew ? 'cancel' : 'discard')}
        </Button>
        <Button variant="primary" type="submit" form={form} isPending={isPending}>
          {t('save')}
        </Button>
      </div>
    </div>
  )
}
