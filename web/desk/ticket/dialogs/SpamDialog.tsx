import { useState } from 'react'
import { Button } from '../../../kit/ui/Button.tsx'
import { Checkbox } from '../../../kit/ui/Checkbox.tsx'
import { Dialog } from '../../../kit/ui/Dialog.tsx'
import { useDeskText } from '../../app/text.ts'
import { primaryEmail } from '../../context/identities.ts'
import { nameOf } from '../../inbox/Row.tsx'
import type { DialogProps } from './Dialogs.tsx'
import { useActionsText } from './text.ts'
import { useHide } from './useHide.ts'
import css from './Dialogs.module.css'

/** Spam goes out of sight; usually whoever sent it shall send no more. */
export default function SpamDialog({ snapshot, onClose }: DialogProps) {
  const a = useActionsText()
  const t = useDeskText()
  const { contact, may, conversation } = snapshot
  const hide = useHide(conversation.id)
  const canBlock = may.block && !contact.blocked
  const [blocks, setBlocks] = useState(canBlock)
  const [isPending, setPending] = useState(false)
  const name = nameOf({ id: contact.id, name: contact.name, email: primaryEmail(contact) }, t)
  const submit = async () => {
    setPending(true)
    if (await hide('conversation.mark_spam', blocks ? { blockContact: true } : {})) onClose()
    else setPending(false)
  }
  return (
    <Dialog
      title={a('spam.title')}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{a('cancel')}</Button>
          <Button variant="danger" isPending={isPending} onPress={() => void submit()} autoFocus>
            {a('spam.yes')}
          </Button>
        </>
      }
    >
      <div className={css['form']}>
        <p>{a('spam.text')}</p>
        {canBlock && (
          <Checkbox isSelected={blocks} onChange={setBlocks} description={a('spam.block.text')}>
            {a('spam.block', { name })}
          </Checkbox>
        )}
      </div>
    </Dialog>
  )
}
