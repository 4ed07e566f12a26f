import { CopyField } from '../parts/CopyField.tsx'
import { Hint } from '../parts/Alert.tsx'
import { useSettingsText } from '../text.ts'
import css from './LinkShown.module.css'

/** A one-time link: nobody can look it up again later. */
export function LinkShown({ link, name, kind }: { link: string; name: string; kind: 'invitation' | 'sign_in' }) {
  const t = useSettingsText()
  return (
    <div className={css['shown']}>
      <p>{t(kind === 'invitation' ? 'link.invitation' : 'link.signIn', { name })}</p>
      <CopyField label={t('link.label')} text={new URL(link, location.origin).href} />
      <Hint tone="warn">{t(kind === 'invitation' ? 'link.once.invitation' : 'link.once.signIn')}</Hint>
    </div>
  )
}
