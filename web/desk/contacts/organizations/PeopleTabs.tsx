import { Link } from '@tanstack/react-router'
import { useContactsText } from '../text.ts'
import css from './PeopleTabs.module.css'

/** People, and what they belong to. */
export function PeopleTabs() {
  const t = useContactsText()
  return (
    <nav className={css['tabs']} aria-label={t('contacts.kinds')}>
      <Link to="/contacts" activeOptions={{ exact: true }}>
        {t('contacts')}
      </Link>
      <Link to="/contacts/organizations">{t('organizations')}</Link>
    </nav>
  )
}
