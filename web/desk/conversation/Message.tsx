import { Check, CheckCheck, Mail, MailCheck, MailX } from 'lucide-react'
import { Markdown } from '../../kit/Markdown.tsx'
import { useDeskText } from '../app/text.ts'
import { useTimes } from '../app/times.ts'
import { Attachments } from './Attachments.tsx'
import type { Facts } from './facts.ts'
import type { Mark, MessageEvent } from './items.ts'
import { MessageMenu } from './MessageMenu.tsx'
import css from './Message.module.css'

export function Message({
  event,
  mark,
  endsTurn,
  facts,
}: {
  event: MessageEvent
  mark: Mark
  endsTurn: boolean
  facts: Facts
}) {
  const t = useDeskText()
  const times = useTimes()
  const { message } = event.data
  const name = facts.actorName(event.by)
  const isMine = event.by.kind === 'agent' && event.by.id === facts.meId
  return (
    <article
      className={css['message']}
      data-message={message.id}
      data-by={event.by.kind}
      data-mine={isMine}
      data-ends={endsTurn}
      aria-label={t('message.label', { name, time: times.clock(event.at) })}
    >
      <div className={css['line']}>
        <div className={css['bubble']} data-redacted={message.redacted}>
          {message.redacted ? t('message.redacted') : message.text !== '' && <Markdown text={message.text} />}
          {message.files && message.files.length > 0 && <Attachments files={message.files} />}
          {message.quickReplies && message.quickReplies.length > 0 && (
            <ul className={css['replies']} aria-label={t('message.quickReplies')}>
              {message.quickReplies.map(({ label }) => (
                <li key={label}>{label}</li>
              ))}
            </ul>
          )}
        </div>
        <MessageMenu event={event} facts={facts} />
      </div>
      {message.email && !message.redacted && <Mailed email={message.email} />}
      {endsTurn && (
        <div className={css['foot']}>
          {!isMine && <span>{name}</span>}
          <time dateTime={event.at} title={times.full(event.at)}>
            {times.clock(event.at)}
          </time>
          {mark && <Arrival mark={mark} />}
        </div>
      )}
    </article>
  )
}

function Mailed({ email }: { email: NonNullable<MessageEvent['data']['message']['email']> }) {
  const t = useDeskText()
  const Icon = email.state === 'sent' ? MailCheck : email.state === 'failed' ? MailX : Mail
  const why =
    email.problem === null ? '' : t(`mailed.problem.${isMailProblem(email.problem) ? email.problem : 'refused'}`)
  return (
    <div className={css['mailed']} data-state={email.state}>
      <Icon size={13} aria-hidden /> {t(`mailed.${email.state}`, { email: email.to })} {why}
    </div>
  )
}

const problems = ['unreachable', 'tls', 'credentials', 'postponed', 'refused', 'uncertain', 'late'] as const
const isMailProblem = (problem: string): problem is (typeof problems)[number] =>
  problems.some((each) => each === problem)

function Arrival({ mark }: { mark: NonNullable<Mark> }) {
  const t = useDeskText()
  const Icon = mark === 'sent' ? Check : CheckCheck
  return (
    <span className={css['arrival']} data-mark={mark}>
      {t(`message.${mark}`)} <Icon size={13} aria-hidden />
    </span>
  )
}
