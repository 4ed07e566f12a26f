import { AtSign, Hash, Phone, Trash2 } from 'lucide-react'
import { useState } from 'react'
import type { ContactView, IdentityView } from '../../../../server/contacts/contract.ts'
import { useRefusalText } from '../../../kit/i18n.tsx'
import { useConfirm } from '../../../kit/ui/confirm.tsx'
import { Button } from '../../../kit/ui/Button.tsx'
import { IconButton } from '../../../kit/ui/IconButton.tsx'
import { Section } from '../../../kit/ui/Page.tsx'
import { Tag } from '../../../kit/ui/Tag.tsx'
import { toast, UNDO_SECONDS } from '../../../kit/ui/toast.ts'
import { ConfirmIdentity } from '../../context/ConfirmIdentity.tsx'
import { useDesk, useMay } from '../../shell/DeskContext.tsx'
import { refreshContacts } from '../queries.ts'
import { useContactsText } from '../text.ts'
import { AddIdentity } from './AddIdentity.tsx'
import css from './Identities.module.css'

const icons = { email: AtSign, phone: Phone, external_id: Hash } as const

/** Addresses and numbers: verified by whom, or only claimed. */
export function Identities({ contact }: { contact: ContactView }) {
  const t = useContactsText()
  const mayWrite = useMay('contacts.write')
  const [confirming, setConfirming] = useState<IdentityView | null>(null)
  return (
    <Section title={t('identities')} description={t('identities.text')}>
      {contact.identities.length === 0 && <p className={css['none']}>{t('identities.none')}</p>}
      {contact.identities.length > 0 && (
        <ul className={css['identities']}>
          {contact.identities.map((identity) => (
            <Line
              key={identity.id}
              contact={contact}
              identity={identity}
              mayWrite={mayWrite}
              onConfirm={() => setConfirming(identity)}
            />
          ))}
        </ul>
      )}
      {mayWrite && <AddIdentity contact={contact} />}
      {confirming && (
        <ConfirmIdentity
          contact={contact}
          identity={confirming}
          onClose={() => {
            setConfirming(null)
            refreshContacts()
          }}
        />
      )}
    </Section>
  )
}

type LineProps = { contact: ContactView; identity: IdentityView; mayWrite: boolean; onConfirm: () => void }

function Line({ contact, identity, mayWrite, onConfirm }: LineProps) {
  const t = useContactsText()
  const remove = useRemove(contact, identity)
  const Icon = icons[identity.kind]
  return (
    <li>
      <Icon size={16} aria-hidden />
      <span className={css['words']}>
        <span className={css['value']}>{identity.value}</span>
        <span className={css['mark']}>
          {t(`kind.${identity.kind}`)} ·{' '}
          {identity.verified ? t('verifiedBy', { by: identity.verifiedBy ?? 'other' }) : t('claimed')}
        </span>
      </span>
      {identity.verified && (
        <span className={css['verified']}>
          <Tag tone="ok">{t('verified')}</Tag>
        </span>
      )}
      {!identity.verified && mayWrite && (
        <Button size="s" onPress={onConfirm} aria-label={t('confirmNamed', { value: identity.value })}>
          {t('confirm')}
        </Button>
      )}
      {!identity.verified && !mayWrite && <Tag>{t('claimed.short')}</Tag>}
      {mayWrite && identity.kind !== 'external_id' && (
        <IconButton size="s" label={t('remove', { value: identity.value })} onPress={() => void remove()}>
          <Trash2 size={15} aria-hidden />
        </IconButton>
      )}
    </li>
  )
}

/** A claimed one can be put back; that somebody vouched for it cannot, so that asks first. */
function useRemove(contact: ContactView, { id, kind, value, verified }: IdentityView): () => Promise<void> {
  const t = useContactsText()
  const say = useRefusalText()
  const confirm = useConfirm()
  const { desk } = useDesk()
  const change = async (input: object): Promise<boolean> => {
    try {
      await desk.do('contact.update', { contactId: contact.id, ...input })
      refreshContacts()
      return true
    } catch (error) {
      toast({ text: say(error), tone: 'bad' })
      return false
    }
  }
  return async () => {
    const isSure =
      !verified ||
      (await confirm({
        title: t('remove.title', { value }),
        text: t('remove.text'),
        yes: t('remove.yes'),
        isDanger: true,
      }))
    if (!isSure || !(await change({ removeIdentity: id }))) return
    const undo = { label: t('undo'), onPress: () => void change({ addIdentity: { kind, value } }) }
    toast({ text: t('removed', { value }), ...(!verified && { seconds: UNDO_SECONDS, action: undo }) })
  }
}
