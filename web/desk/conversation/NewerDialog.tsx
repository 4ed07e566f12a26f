import type { EventView } from '../../../server/platform/protocol.ts'
import type { ConversationSnapshot } from '../../../server/tickets/contract.ts'
import { Button } from '../../kit/ui/Button.tsx'
import { Dialog } from '../../kit/ui/Dialog.tsx'
import { Markdown } from '../../kit/Markdown.tsx'
import { useDeskText } from '../app/text.ts'
import { returnToComposer } from '../composer/returned.ts'
import { primaryEmail } from '../context/identities.ts'
import { nameOf } from '../inbox/Row.tsx'
import { isMessage } from '../live/events.ts'
import { useStore } from '../live/store.ts'
import { useDesk } from '../shell/DeskContext.tsx'
import css from './NewerDialog.module.css'

/** The customer or a colleague wrote while the reply was on its way: send it anyway, or look first. */
export function NewerDialog({ snapshot }: { snapshot: ConversationSnapshot }) {
  const t = useDeskText()
  const { desk, me } = useDesk()
  const { conversation, contact, position, thread } = snapshot
  const held = useStore(desk.outbox.all).find(
    (one) => one.conversationId === conversation.id && one.refusal === 'newer_message',
  )
  if (!held) return null
  const newer = thread.events.filter(
    (event) => isMessage(event) && event.p > (held.seen ?? 0) && isOfOthers(event, me.id),
  )
  const by = newer.at(-1)?.by
  const look = () => {
    const message = desk.outbox.discard(held.messageId)
    if (message) returnToComposer(message)
  }
  return (
    <Dialog
      title={
        by?.kind === 'agent'
          ? t('newer.colleague', { name: by.name })
          : t('newer.title', { name: nameOf({ ...contact, email: primaryEmail(contact) }, t) })
      }
      isOpen
      role="alertdialog"
      onClose={look}
      footer={
        <>
          <Button onPress={look} autoFocus>
            {t('newer.look')}
          </Button>
          <Button variant="primary" onPress={() => desk.outbox.retry(held.messageId, { anyway: true, seen: position })}>
            {t('newer.send')}
          </Button>
        </>
      }
    >
      <p>{t('newer.text')}</p>
      <div className={css['newer']}>
        {newer.slice(-3).map((event) => isMessage(event) && <Markdown key={event.p} text={event.data.message.text} />)}
      </div>
    </Dialog>
  )
}

/** What the server warns of: the customer's messages, and a colleague's replies. */
const isOfOthers = ({ by, pp }: EventView, meId: number): boolean =>
  by.kind === 'contact' || (by.kind === 'agent' && by.id !== meId && pp !== undefined)
