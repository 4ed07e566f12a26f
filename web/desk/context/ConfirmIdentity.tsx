import { useState } from 'react'
import type { ContactView, IdentityView } from '../../../server/contacts/contract.ts'
import { useRefusalText } from '../../kit/i18n.tsx'
import { Button } from '../../kit/ui/Button.tsx'
import { Dialog } from '../../kit/ui/Dialog.tsx'
import { TextField } from '../../kit/ui/TextField.tsx'
import { useDeskText } from '../app/text.ts'
import { useDesk } from '../shell/DeskContext.tsx'

/** An agent vouches for a claimed identity; how he knows is recorded. */
export function ConfirmIdentity({
  contact,
  identity,
  onClose,
}: {
  contact: ContactView
  identity: IdentityView
  onClose: () => void
}) {
  const t = useDeskText()
  const say = useRefusalText()
  const { desk } = useDesk()
  const [reason, setReason] = useState('')
  const [error, setError] = useState<unknown>(null)
  const confirm = async () => {
    try {
      await desk.changeContact('identity.confirm', {
        contactId: contact.id,
        identityId: identity.id,
        reason: reason.trim(),
      })
      onClose()
    } catch (refused) {
      setError(refused)
    }
  }
  return (
    <Dialog
      title={t('confirmIdentity.title')}
      isOpen
      onClose={onClose}
      footer={
        <Button variant="primary" isDisabled={reason.trim() === ''} onPress={() => void confirm()}>
          {t('confirmIdentity.yes')}
        </Button>
      }
    >
      <p>{t('confirmIdentity.text', { value: identity.value })}</p>
      <br />
      <TextField
        label={t('confirmIdentity.reason')}
        placeholder={t('confirmIdentity.example')}
        value={reason}
        onChange={setReason}
        maxLength={400}
        autoFocus
        error={error === null ? undefined : say(error)}
      />
    </Dialog>
  )
}
