import { useState } from 'react'
import { uuid7 } from '../../kit/uuid7.ts'
import { Button } from '../../kit/ui/Button.tsx'
import { Dialog } from '../../kit/ui/Dialog.tsx'
import { Select } from '../../kit/ui/Select.tsx'
import { TextField } from '../../kit/ui/TextField.tsx'
import { useRoutingNames } from '../app/queries.ts'
import { useDesk } from '../shell/DeskContext.tsx'
import type { DialogProps } from '../ticket/dialogs/Dialogs.tsx'
import { useTicket } from '../ticket/useTicket.ts'
import { moveOf } from './moves.ts'
import { useWorkText } from './text.ts'
import css from '../ticket/dialogs/Dialogs.module.css'

/** Back into a queue, with a word for whoever gets it next. */
export default function QueueDialog({ snapshot, onClose }: DialogProps) {
  const w = useWorkText()
  const { desk } = useDesk()
  const { told } = useTicket(snapshot)
  const queues = useRoutingNames().queues.filter(({ active }) => active)
  const [queueId, setQueueId] = useState<string | null>(queues.length === 1 ? String(queues[0]?.id) : null)
  const [note, setNote] = useState('')
  const [messageId] = useState(uuid7)
  const [isPending, setPending] = useState(false)
  const submit = async () => {
    const queue = queues.find(({ id }) => String(id) === queueId)
    if (queue === undefined) return
    setPending(true)
    const held = { conversationId: snapshot.conversation.id }
    const { name, input } = moveOf(held, 'queue', queue.id, { messageId, text: note.trim() })
    if (await told(() => desk.do(name, input), w('queue.done', { queue: queue.name }))) onClose()
    else setPending(false)
  }
  return (
    <Dialog
      title={w('queue.title')}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{w('cancel')}</Button>
          <Button variant="primary" isPending={isPending} isDisabled={queueId === null} onPress={() => void submit()}>
            {w('queue.yes')}
          </Button>
        </>
      }
    >
      <div className={css['form']}>
        {queues.length === 0 ? (
          <p>{w('queue.noneYet')}</p>
        ) : (
          <>
            <p>{w('queue.text')}</p>
            <Select
              label={w('queue.choose')}
              items={queues.map(({ id, name }) => ({ id: String(id), label: name }))}
              value={queueId}
              onChange={setQueueId}
            />
            <TextField
              label={w('queue.note')}
              description={w('queue.noteText')}
              rows={3}
              maxLength={5_000}
              value={note}
              onChange={setNote}
            />
          </>
        )}
      </div>
    </Dialog>
  )
}
