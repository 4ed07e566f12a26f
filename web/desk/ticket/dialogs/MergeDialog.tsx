import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import type { TicketView } from '../../../../server/tickets/contract.ts'
import { useRefusalText } from '../../../kit/i18n.tsx'
import { Button } from '../../../kit/ui/Button.tsx'
import { Dialog } from '../../../kit/ui/Dialog.tsx'
import { StatusMark } from '../../../kit/ui/StatusMark.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { refresh, useEarlier } from '../../app/queries.ts'
import { useDeskText } from '../../app/text.ts'
import { useDesk } from '../../shell/DeskContext.tsx'
import type { DialogProps } from './Dialogs.tsx'
import { useActionsText } from './text.ts'
import css from './Dialogs.module.css'

/** Into which of the customer's other open tickets this one goes; that cannot be undone. */
export default function MergeDialog({ snapshot, ticket, onClose }: DialogProps) {
  const a = useActionsText()
  const t = useDeskText()
  const say = useRefusalText()
  const { desk } = useDesk()
  const navigate = useNavigate()
  const others = useEarlier(snapshot.contact.id).filter(
    ({ id, ticketId, status }) => id !== snapshot.conversation.id && ticketId !== null && status !== 'closed',
  )
  const [into, setInto] = useState<number | null>(null)
  const [note, setNote] = useState(a('merge.note.text', { id: ticket.id, subject: ticket.subject }))
  const [isPending, setPending] = useState(false)
  const merge = async () => {
    if (into === null) return
    setPending(true)
    try {
      const text = note.trim()
      const target = await desk.do<TicketView>('ticket.merge', {
        conversationId: snapshot.conversation.id,
        into,
        ...(text !== '' && { note: text }),
      })
      refresh('links', 'earlier')
      onClose()
      toast({ text: a('merge.done', { id: target.id }), tone: 'ok' })
      await navigate({ to: '/inbox/$view/$conversationId', params: { view: 'all', conversationId: String(into) } })
    } catch (error) {
      setPending(false)
      toast({ text: say(error), tone: 'bad' })
    }
  }
  return (
    <Dialog
      title={a('merge.title', { id: ticket.id })}
      isOpen
      onClose={onClose}
      size="m"
      footer={
        <>
          <Button onPress={onClose}>{a('cancel')}</Button>
          {others.length > 0 && (
            <Button variant="danger" isDisabled={into === null} isPending={isPending} onPress={() => void merge()}>
              {a('merge.yes')}
            </Button>
          )}
        </>
      }
    >
      <div className={css['form']}>
        {others.length === 0 ? (
          <p>{a('merge.none')}</p>
        ) : (
          <>
            <p>{a('merge.text')}</p>
            <ul className={css['choices']} aria-label={a('merge.choose')}>
              {others.map(({ id, ticketId, subject, status }) => (
                <li key={id}>
                  <button
                    type="button"
                    className={css['choice']}
                    aria-pressed={id === into}
                    onClick={() => setInto(id)}
                  >
                    <StatusMark status={status} />
                    <span>
                      #{ticketId} {subject || t('subject.none')}
                    </span>
                  </button>
                </li>
              ))}
            </ul>
            <TextField label={a('merge.note')} value={note} onChange={setNote} rows={3} />
            <p>
              <b>{a('merge.warning')}</b>
            </p>
          </>
        )}
      </div>
    </Dialog>
  )
}
