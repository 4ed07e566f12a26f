import { useNavigate } from '@tanstack/react-router'
import { useState } from 'react'
import { useRefusalText } from '../../../kit/i18n.tsx'
import { Button } from '../../../kit/ui/Button.tsx'
import { Dialog } from '../../../kit/ui/Dialog.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { refresh } from '../../app/queries.ts'
import { useDesk } from '../../shell/DeskContext.tsx'
import type { DialogProps } from './Dialogs.tsx'
import { useActionsText } from './text.ts'

/** A closed ticket goes on in a new one. */
export default function FollowUpDialog({ snapshot, ticket, onClose }: DialogProps) {
  const a = useActionsText()
  const say = useRefusalText()
  const { desk } = useDesk()
  const navigate = useNavigate()
  const [isPending, setPending] = useState(false)
  const open = async () => {
    setPending(true)
    try {
      const { conversationId } = await desk.do<{ conversationId: number }>('ticket.follow_up', {
        conversationId: snapshot.conversation.id,
      })
      refresh('links', 'earlier')
      onClose()
      await navigate({
        to: '/inbox/$view/$conversationId',
        params: { view: 'all', conversationId: String(conversationId) },
      })
    } catch (error) {
      setPending(false)
      toast({ text: say(error), tone: 'bad' })
    }
  }
  return (
    <Dialog
      title={a('followUp.title', { id: ticket.id })}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{a('cancel')}</Button>
          <Button variant="primary" isPending={isPending} onPress={() => void open()} autoFocus>
            {a('followUp.yes')}
          </Button>
        </>
      }
    >
      <p>{a('followUp.text')}</p>
    </Dialog>
  )
}
