import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { mailQuery } from '../app/queries.ts'
import { useDeskText } from '../app/text.ts'
import { useMay } from './DeskContext.tsx'
import css from './ConnectionStrip.module.css'

/** For whoever looks after it: mail cannot go out, and is waiting. */
export function MailStrip() {
  const t = useDeskText()
  const mail = useQuery({ ...mailQuery, enabled: useMay('settings.manage') }).data
  const isDown = mail !== undefined && mail.late > 0 && mail.problem !== null && mail.problem !== 'postponed'
  return (
    <div role="status">
      {isDown && (
        <div className={css['strip']}>
          <span>{t('mail.down', { n: mail.waiting })}</span>
          <Link to="/settings/$" params={{ _splat: 'mail' }}>
            {t('mail.look')}
          </Link>
        </div>
      )}
    </div>
  )
}
