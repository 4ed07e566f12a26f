import { type FormEvent, useState } from 'react'
import type { ContactView } from '../../../server/contacts/contract.ts'
import { useRefusalText } from '../../kit/i18n.tsx'
import { Button } from '../../kit/ui/Button.tsx'
import { Dialog } from '../../kit/ui/Dialog.tsx'
import { TextField } from '../../kit/ui/TextField.tsx'
import { useDeskText } from '../app/text.ts'
import { useDesk } from '../shell/DeskContext.tsx'
import css from './EditContact.module.css'

type Edit = { name: string; email: string; phone: string; notes: string }

/** Name, notes, and further addresses; what an agent types is claimed until somebody confirms it. */
export function EditContact({ contact, onClose }: { contact: ContactView; onClose: () => void }) {
  const t = useDeskText()
  const say = useRefusalText()
  const { desk } = useDesk()
  const [edit, setEdit] = useState<Edit>({ name: contact.name ?? '', email: '', phone: '', notes: contact.notes })
  const [error, setError] = useState<unknown>(null)
  const [isPending, setPending] = useState(false)
  const set = (field: keyof Edit) => (value: string) => setEdit((before) => ({ ...before, [field]: value }))

  const save = async (event: FormEvent) => {
    event.preventDefault()
    setPending(true)
    setError(null)
    try {
      for (const input of updatesOf(contact, edit)) await desk.changeContact('contact.update', input)
      onClose()
    } catch (refused) {
      setError(refused)
      setPending(false)
    }
  }
  return (
    <Dialog
      title={t('contact.edit')}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button variant="primary" type="submit" form="edit-contact" isPending={isPending}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form id="edit-contact" className={css['form']} onSubmit={(event) => void save(event)}>
        {error !== null && (
          <p role="alert" className={css['alert']}>
            {say(error)}
          </p>
        )}
        <TextField label={t('name')} value={edit.name} onChange={set('name')} maxLength={120} autoFocus />
        <TextField
          label={t('contact.addEmail')}
          type="email"
          value={edit.email}
          onChange={set('email')}
          maxLength={254}
          description={t('contact.addText')}
        />
        <TextField label={t('contact.addPhone')} type="tel" value={edit.phone} onChange={set('phone')} maxLength={40} />
        <TextField
          label={t('context.notes')}
          value={edit.notes}
          onChange={set('notes')}
          rows={3}
          maxLength={4000}
          description={t('contact.notesText')}
        />
      </form>
    </Dialog>
  )
}

/** One command adds at most one identity. */
function updatesOf(contact: ContactView, { name, email, phone, notes }: Edit) {
  const contactId = contact.id
  const fields = {
    ...(name.trim() !== (contact.name ?? '') && { name: name.trim() || null }),
    ...(notes !== contact.notes && { notes }),
  }
  return [
    ...(Object.keys(fields).length > 0 ? [{ contactId, ...fields }] : []),
    ...(email.trim() ? [{ contactId, addIdentity: { kind: 'email', value: email.trim() } }] : []),
    ...(phone.trim() ? [{ contactId, addIdentity: { kind: 'phone', value: phone.trim() } }] : []),
  ]
}
