import { useRefusalText } from '../../kit/i18n.tsx'
import { Markdown } from '../../kit/Markdown.tsx'
import { Refused } from '../../kit/http.ts'
import { Button } from '../../kit/ui/Button.tsx'
import type { ConversationSnapshot } from '../../../server/tickets/contract.ts'
import { useDeskText } from '../app/text.ts'
import { isMessage } from '../live/events.ts'
import type { Outgoing } from '../live/outbox.ts'
import { useStore } from '../live/store.ts'
import { useDesk } from '../shell/DeskContext.tsx'
import { Attachments } from './Attachments.tsx'
import type { Facts } from './facts.ts'
import message from './Message.module.css'
import note from './Note.module.css'

/** What this desk has written and nobody has seen yet, after what is stored. */
export function Outgoings({ snapshot, facts }: { snapshot: ConversationSnapshot; facts: Facts }) {
  const { desk } = useDesk()
  const all = useStore(desk.outbox.all)
  const waiting = all.filter((one) => one.conversationId === facts.conversationId && !isStored(one, snapshot))
  const refused = waiting.findIndex((one) => one.refusal !== undefined)
  return (
    <>
      {waiting.map((one, index) => (
        <Waiting key={one.messageId} outgoing={one} isHeld={refused >= 0 && index > refused} />
      ))}
    </>
  )
}

const isStored = (one: Outgoing, { position, thread }: ConversationSnapshot): boolean =>
  (one.position !== undefined && one.position <= position) ||
  thread.events.some((event) => isMessage(event) && event.data.message.id === one.messageId)

function Waiting({ outgoing, isHeld }: { outgoing: Outgoing; isHeld: boolean }) {
  const t = useDeskText()
  const say = useRefusalText()
  const { desk } = useDesk()
  const { messageId, text, files, visibility, refusal } = outgoing
  const inside = (
    <>
      {text !== '' && <Markdown text={text} />}
      {files.length > 0 && <Attachments files={files} />}
    </>
  )
  const state = refusal === undefined ? 'waiting' : 'refused'
  return (
    <article
      className={message['message']}
      data-by="agent"
      data-mine="true"
      data-ends="true"
      aria-label={t('message.sending')}
    >
      {visibility === 'note' ? (
        <div className={note['note']} data-state={state}>
          {inside}
        </div>
      ) : (
        <div className={message['line']}>
          <div className={message['bubble']} data-state={state}>
            {inside}
          </div>
        </div>
      )}
      {refusal === undefined ? (
        <div className={message['foot']}>{isHeld ? t('message.held') : t('message.sending')}</div>
      ) : (
        <div className={message['failed']} role="alert">
          <span>{t('message.failed', { why: say(new Refused(refusal)) })}</span>
          <Button size="s" onPress={() => desk.outbox.retry(messageId)}>
            {t('message.retry')}
          </Button>
          <Button size="s" variant="quiet" onPress={() => desk.outbox.discard(messageId)}>
            {t('message.discard')}
          </Button>
        </div>
      )}
    </article>
  )
}
