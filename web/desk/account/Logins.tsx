import { useQuery } from '@tanstack/react-query'
import { useRefusalText } from '../../kit/i18n.tsx'
import { Button } from '../../kit/ui/Button.tsx'
import { useConfirm } from '../../kit/ui/confirm.tsx'
import { Skeleton } from '../../kit/ui/Spinner.tsx'
import { Tag } from '../../kit/ui/Tag.tsx'
import { toast } from '../../kit/ui/toast.ts'
import { loginsQuery, refresh } from '../app/queries.ts'
import { useDeskText } from '../app/text.ts'
import { useTimes } from '../app/times.ts'
import { useDesk } from '../shell/DeskContext.tsx'
import css from './Preferences.module.css'

export function Logins() {
  const t = useDeskText()
  const say = useRefusalText()
  const times = useTimes()
  const confirm = useConfirm()
  const { desk } = useDesk()
  const logins = useQuery({ ...loginsQuery, staleTime: 0 })
  const run = (work: Promise<unknown>) =>
    work.then(
      () => refresh('logins'),
      (error: unknown) => toast({ text: say(error), tone: 'bad' }),
    )
  const everywhere = async () => {
    const yes = await confirm({
      title: t('logins.allTitle'),
      text: t('logins.allText'),
      yes: t('logins.all'),
      isDanger: true,
    })
    if (yes) await run(desk.do('login.revoke_all', {}))
  }
  if (logins.isPending) return <Skeleton label={t('loading')} />
  if (logins.isError) return <p role="alert">{say(logins.error)}</p>
  return (
    <div className={css['fields']}>
      <p className={css['text']}>{t('logins.text')}</p>
      <ul className={css['logins']}>
        {logins.data.map((login) => (
          <li key={login.id}>
            <div>
              {login.device || t('logins.unknown')} {login.current && <Tag tone="ok">{t('logins.here')}</Tag>}
              <p>
                {login.ip} · {t('logins.seen', { ago: times.ago(login.seenAt) })}
              </p>
            </div>
            {!login.current && (
              <Button size="s" onPress={() => void run(desk.do('login.revoke', { loginId: login.id }))}>
                {t('signOut')}
              </Button>
            )}
          </li>
        ))}
      </ul>
      <div className={css['actions']}>
        <Button onPress={() => void everywhere()}>{t('logins.all')}</Button>
      </div>
    </div>
  )
}
