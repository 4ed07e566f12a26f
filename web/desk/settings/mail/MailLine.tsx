import type { MailView } from '../../../../server/identity/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { Tag } from '../../../kit/ui/Tag.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { useTimes } from '../../app/times.ts'
import lines from '../parts/Lines.module.css'
import { useCommand } from '../parts/useCommand.ts'
import { useSettingsText } from '../text.ts'
import css from './OutgoingMail.module.css'

const tones = { waiting: 'warn', sent: 'ok', failed: 'bad' } as const

/** One mail: to whom, what became of it, in plain words and in the server's. */
export function MailLine({ mail }: { mail: MailView }) {
  const t = useSettingsText()
  const times = useTimes()
  const again = useCommand('mail.renew', { refreshes: ['mails', 'mail'] })
  const renew = async () => {
    const done = await again.run({ mailId: mail.id })
    if (done) toast({ text: t('mail.renewed') })
  }
  return (
    <li className={lines['line']}>
      <span className={lines['words']}>
        <b>
          {t(`mail.kind.${mail.kind}`)} · {mail.to}
        </b>
        {mail.problem && <span>{t(`mail.problem.${mail.problem}`)}</span>}
        {mail.nextAt && (
          <span>
            {t('mail.next', { when: times.brief(mail.nextAt) })} · {t('mail.attempts', { n: mail.attempts })}
          </span>
        )}
        {mail.problem && mail.answer && (
          <span className={css['answer']}>{t('mail.answer', { answer: mail.answer })}</span>
        )}
        {again.error && <span role="alert">{again.error}</span>}
      </span>
      <span className={lines['side']}>
        <time dateTime={mail.at} title={times.full(mail.at)}>
          {times.brief(mail.at)}
        </time>
        <Tag tone={tones[mail.state]}>{t(`mail.state.${mail.state}`)}</Tag>
        {mail.mayRenew && (
          <Button size="s" onPress={() => void renew()} isPending={again.isPending}>
            {t('mail.again')}
          </Button>
        )}
      </span>
    </li>
  )
}
