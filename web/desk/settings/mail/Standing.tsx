import type { OutgoingMail } from '../../../../server/identity/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { useTimes } from '../../app/times.ts'
import { Alert, Hint } from '../parts/Alert.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useSettingsText } from '../text.ts'
import css from './OutgoingMail.module.css'

/** In one look: does mail go out, and if not, why and what to do. */
export function Standing({ now }: { now: OutgoingMail }) {
  const t = useSettingsText()
  const times = useTimes()
  const hurry = useCommand<{ mails: number }>('mail.hurry', { refreshes: ['mails', 'mail'] })
  if (!now.isOn)
    return (
      <div className={css['standing']}>
        <Hint tone="warn">
          <b>{t('mail.off')}.</b> {t('mail.off.text')}
        </Hint>
      </div>
    )
  const tryNow = async () => {
    const done = await hurry.run({})
    if (done) toast({ text: t('mail.hurried', { n: done.output.mails }) })
  }
  return (
    <div className={css['standing']}>
      <Hint tone={now.waiting === 0 && now.failed === 0 ? 'ok' : 'plain'}>
        {t('mail.on', { from: now.from ?? '' })} {t('mail.on.waiting', { n: now.waiting })}
      </Hint>
      {now.late > 0 && (
        <div className={css['hurry']} role="status">
          <span>
            {t('mail.late', { n: now.late, since: times.brief(now.since ?? '') })}{' '}
            {now.problem && t(`mail.problem.${now.problem}`)}
          </span>
          <Button size="s" onPress={() => void tryNow()} isPending={hurry.isPending}>
            {t('mail.hurry')}
          </Button>
        </div>
      )}
      {hurry.error && <Alert>{hurry.error}</Alert>}
    </div>
  )
}
