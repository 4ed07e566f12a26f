import { Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { type FormEvent, useState } from 'react'
import type { ContactView } from '../../../../server/contacts/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { Select } from '../../../kit/ui/Select.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { Alert } from '../../settings/parts/Alert.tsx'
import { useCommand } from '../../settings/parts/useCommand.ts'
import { useContactsText } from '../text.ts'
import css from './Identities.module.css'

type Kind = 'email' | 'phone'

/** What is typed here counts as claimed until somebody confirms it. */
export function AddIdentity({ contact }: { contact: ContactView }) {
  const t = useContactsText()
  const [kind, setKind] = useState<Kind>('email')
  const [value, setValue] = useState('')
  const add = useCommand('contact.update', { refreshes: ['contact', 'contacts'] })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const added = await add.run({ contactId: contact.id, addIdentity: { kind, value: value.trim() } })
    if (added) setValue('')
  }
  const owner = ownerOf(add.details)
  const besides = add.errorBesides(['addIdentity.value'], 'identity_invalid')
  return (
    <>
      <form className={css['add']} onSubmit={(event) => void submit(event)}>
        <Select
          label={t('add.kind')}
          value={kind}
          onChange={setKind}
          items={[
            { id: 'email', label: t('kind.email') },
            { id: 'phone', label: t('kind.phone') },
          ]}
        />
        <TextField
          label={t(`add.${kind}`)}
          type={kind === 'email' ? 'email' : 'tel'}
          description={t('add.text')}
          maxLength={254}
          minLength={3}
          isRequired
          value={value}
          onChange={(text) => {
            setValue(text)
            add.clear()
          }}
          error={add.errorOf('addIdentity.value', 'identity_invalid')}
        />
        <Button
          type="submit"
          icon={<Plus size={16} aria-hidden />}
          isDisabled={value.trim().length < 3}
          isPending={add.isPending}
        >
          {t('add')}
        </Button>
      </form>
      {besides && (
        <Alert>
          <span className={css['taken']}>
            {besides}
            {owner !== null && (
              <Link to="/contacts/$contactId" params={{ contactId: String(owner) }}>
                {t('add.toOwner')}
              </Link>
            )}
          </span>
        </Alert>
      )}
    </>
  )
}

/** Who has it already, as the refusal says. */
function ownerOf(details: unknown): number | null {
  const isNamed = typeof details === 'object' && details !== null && 'contactId' in details
  return isNamed && typeof details.contactId === 'number' ? details.contactId : null
}
