import { Ban, Merge } from 'lucide-react'
import { useState } from 'react'
import type { ContactView } from '../../../../server/contacts/contract.ts'
import { useRefusalText } from '../../../kit/i18n.tsx'
import { Button } from '../../../kit/ui/Button.tsx'
import { useConfirm } from '../../../kit/ui/confirm.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { useDesk, useMay } from '../../shell/DeskContext.tsx'
import { MergeDialog } from '../merge/MergeDialog.tsx'
import { refreshContacts } from '../queries.ts'
import { useContactsText } from '../text.ts'

/** Merge, block; shown to whoever may. */
export function Actions({ contact, name }: { contact: ContactView; name: string }) {
  const t = useContactsText()
  const [isMerging, setMerging] = useState(false)
  const mayMerge = useMay('contacts.merge')
  const mayBlock = useMay('contacts.block')
  return (
    <>
      {mayMerge && (
        <Button icon={<Merge size={16} aria-hidden />} onPress={() => setMerging(true)}>
          {t('merge')}
        </Button>
      )}
      {mayBlock && <BlockButton contact={contact} name={name} />}
      {isMerging && <MergeDialog contact={contact} onClose={() => setMerging(false)} />}
    </>
  )
}

function BlockButton({ contact, name }: { contact: ContactView; name: string }) {
  const t = useContactsText()
  const say = useRefusalText()
  const confirm = useConfirm()
  const { desk } = useDesk()
  const [isPending, setPending] = useState(false)
  const act = async (command: string, done: string) => {
    setPending(true)
    try {
      await desk.do(command, { contactId: contact.id })
      refreshContacts()
      toast({ text: done, tone: 'ok' })
    } catch (error) {
      toast({ text: say(error), tone: 'bad' })
    } finally {
      setPending(false)
    }
  }
  if (contact.blocked)
    return (
      <Button
        icon={<Ban size={16} aria-hidden />}
        isPending={isPending}
        onPress={() => void act('contact.unblock', t('unblock.done', { name }))}
      >
        {t('unblock')}
      </Button>
    )
  const ask = async () => {
    const yes = await confirm({
      title: t('block.title', { name }),
      text: t('block.text'),
      yes: t('block'),
      isDanger: true,
    })
    if (yes) await act('contact.block', t('block.done', { name }))
  }
  return (
    <Button icon={<Ban size={16} aria-hidden />} isPending={isPending} onPress={() => void ask()}>
      {t('block')}
    </Button>
  )
}
