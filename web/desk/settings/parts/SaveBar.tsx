import { Button } from '../../../kit/ui/Button.tsx'
import { useKitText } from './useKitText.ts'
import { Alert } from './Alert.tsx'
import css from './SaveBar.module.css'

type SaveBarProps = {
  isDirty: boolean
  isPending: boolean
  error?: string | null | undefined
  onReset: () => void
  /** The form it saves. */
  form: string
}

/** Stands at the foot of a form as soon as something is changed. */
export function SaveBar({ isDirty, isPending, error, onReset, form }: SaveBarProps) {
  const t = useKitText()
  if (!isDirty) return null
  return (
    <div className={css['place']}>
      <div className={css['bar']} role="region" aria-label={t('unsaved')}>
        {error ? <Alert>{error}</Alert> : <span className={css['text']}>{t('unsaved')}</span>}
        <Button variant="quiet" onPress={onReset} isDisabled={isPending}>
          {t('discard')}
        </Button>
        <Button variant="primary" type="submit" form={form} isPending={isPending}>
          {t('save')}
        </Button>
      </div>
    </div>
  )
}
