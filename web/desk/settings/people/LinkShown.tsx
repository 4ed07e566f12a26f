import { CopyField } from '../parts/CopyField.tsx'
import { Hint } from '../parts/Alert.tsx'
import { useSettingsText } from '../text.ts'
import css from './LinkShown.module.css'

type LinkShownProps = { link: string; mailedTo: string | null; name: string; kind: 'invitation' | 'sign_in' }

/** A one-time link: nobody can look it up again later. */
export function LinkShown({ link, mailedTo, name, kind }: LinkShownProps) {
  const t = useSettingsText()
  return (
    <div className={css['shown']}>
      {mailedTo !== null && <Hint tone="ok">{t('link.mailed', { email: mailedTo })}</Hint>}
      <p>{t(kind === 'invitation' ? 'link.invitation' : 'link.signIn', { name })}</p>
      <CopyField label={t('link.label')} text={new URL(link, location.origin).href} />
      <Hint tone="warn">{t(kind === 'invitation' ? 'link.once.invitation' : 'link.once.signIn')}</Hint>
    </div>
  )
}
