import { useState } from 'react'
import type { BulkChanges } from '../../../../server/tickets/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { Dialog } from '../../../kit/ui/Dialog.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { useText } from '../../../kit/i18n.tsx'
import { useBulkText } from './text.ts'
import css from './Bulk.module.css'

type TagsDialogProps = { count: number; onClose: () => void; onChange: (changes: BulkChanges) => void }

/** Tags that all of them get, and tags that all of them lose; the others stay. */
export function TagsDialog({ count, onClose, onChange }: TagsDialogProps) {
  const b = useBulkText()
  const kit = useText('kit')
  const [added, setAdded] = useState('')
  const [removed, setRemoved] = useState('')
  const [addTags, removeTags] = [tagsOf(added), tagsOf(removed)]
  const isEmpty = addTags.length + removeTags.length === 0
  const submit = () => {
    if (isEmpty) return
    onClose()
    onChange({ ...(addTags.length > 0 && { addTags }), ...(removeTags.length > 0 && { removeTags }) })
  }
  return (
    <Dialog
      title={b('tags.title', { n: count })}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{kit('cancel')}</Button>
          <Button variant="primary" isDisabled={isEmpty} onPress={submit}>
            {b('tags.yes')}
          </Button>
        </>
      }
    >
      <form
        className={css['form']}
        onSubmit={(event) => {
          event.preventDefault()
          submit()
        }}
      >
        <TextField label={b('tags.add')} description={b('tags.hint')} value={added} onChange={setAdded} autoFocus />
        <TextField label={b('tags.remove')} value={removed} onChange={setRemoved} />
        <button type="submit" hidden aria-label={b('tags.yes')} />
      </form>
    </Dialog>
  )
}

/** As the server keeps them: small letters, no spaces. */
const tagsOf = (text: string): string[] => [
  ...new Set(
    text
      .split(/[,;]/)
      .map((tag) => tag.trim().toLowerCase().replaceAll(/\s+/g, '_').slice(0, 60))
      .filter(Boolean),
  ),
]
