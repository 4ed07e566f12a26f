import { useState } from 'react'
import { useText } from '../../../kit/i18n.tsx'
import { Button } from '../../../kit/ui/Button.tsx'
import { Checkbox } from '../../../kit/ui/Checkbox.tsx'
import { Dialog } from '../../../kit/ui/Dialog.tsx'
import { useMay } from '../../shell/DeskContext.tsx'
import { useBulkText } from './text.ts'
import css from './Bulk.module.css'

type SpamDialogProps = { count: number; onClose: () => void; onConfirm: (blocks: boolean) => void }

/** Spam goes out of sight; usually whoever sent it shall send no more. */
export function SpamDialog({ count, onClose, onConfirm }: SpamDialogProps) {
  const b = useBulkText()
  const kit = useText('kit')
  const mayBlock = useMay('contacts.block')
  const [blocks, setBlocks] = useState(mayBlock)
  const submit = () => {
    onClose()
    onConfirm(blocks)
  }
  return (
    <Dialog
      title={b('spam.title', { n: count })}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{kit('cancel')}</Button>
          <Button variant="danger" onPress={submit} autoFocus>
            {b('spam')}
          </Button>
        </>
      }
    >
      <div className={css['form']}>
        <p>{b('spam.text')}</p>
        {mayBlock && (
          <Checkbox isSelected={blocks} onChange={setBlocks} description={b('spam.block.text')}>
            {b('spam.block', { n: count })}
          </Checkbox>
        )}
      </div>
    </Dialog>
  )
}
