import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { ArrowLeftRight } from 'lucide-react'
import { useState } from 'react'
import type { ContactView } from '../../../../server/contacts/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { Dialog } from '../../../kit/ui/Dialog.tsx'
import { toast, UNDO_SECONDS } from '../../../kit/ui/toast.ts'
import { Alert, Hint } from '../../settings/parts/Alert.tsx'
import form from '../../settings/parts/Form.module.css'
import { Loaded } from '../../settings/parts/Loaded.tsx'
import { useCommand } from '../../settings/parts/useCommand.ts'
import { useDesk } from '../../shell/DeskContext.tsx'
import { contactName } from '../contact-name.ts'
import { contactQuery, refreshContacts } from '../queries.ts'
import { useContactsText } from '../text.ts'
import { ChooseContact } from './ChooseContact.tsx'
import { Side } from './Side.tsx'
import css from './MergeDialog.module.css'

/** First which other record, then both side by side. */
export function MergeDialog({ contact, onClose }: { contact: ContactView; onClose: () => void }) {
  const t = useContactsText()
  const [otherId, setOtherId] = useState<number | null>(null)
  if (otherId !== null)
    return <Compare contact={contact} otherId={otherId} onBack={() => setOtherId(null)} onClose={onClose} />
  return (
    <Dialog
      title={t('merge.title')}
      isOpen
      onClose={onClose}
      size="m"
      footer={<Button onPress={onClose}>{t('cancel')}</Button>}
    >
      <div className={form['fields']}>
        <p className={form['text']}>{t('merge.choose', { name: contactName(t, contact) })}</p>
        <ChooseContact besides={contact} onChoose={setOtherId} />
      </div>
    </Dialog>
  )
}

type CompareProps = { contact: ContactView; otherId: number; onBack: () => void; onClose: () => void }

function Compare({ contact, otherId, onBack, onClose }: CompareProps) {
  const t = useContactsText()
  const other = useQuery(contactQuery(otherId))
  const merge = useMerge(onClose)
  const [isSwapped, setSwapped] = useState(false)
  const [from, into] = isSwapped ? [contact, other.data] : [other.data, contact]
  const areTwo = contact.signedIn && other.data?.signedIn === true
  return (
    <Dialog
      title={t('merge.compare')}
      isOpen
      onClose={onClose}
      size="l"
      footer={
        <>
          <Button onPress={onBack}>{t('back')}</Button>
          <Button
            variant="primary"
            isDisabled={!from || !into || areTwo}
            isPending={merge.isPending}
            onPress={() => from && into && void merge.run(from, into)}
          >
            {t('merge.yes')}
          </Button>
        </>
      }
    >
      <Loaded query={other}>
        {() =>
          from &&
          into && (
            <div className={form['fields']}>
              {merge.error && <Alert>{merge.error}</Alert>}
              {areTwo && <Alert>{t('merge.two')}</Alert>}
              <div className={css['sides']}>
                <Side contact={from} title={t('merge.from')} />
                <Button
                  className={css['swap']}
                  icon={<ArrowLeftRight size={16} aria-hidden />}
                  onPress={() => setSwapped(!isSwapped)}
                >
                  {t('merge.swap')}
                </Button>
                <Side contact={into} title={t('merge.into')} isKept />
              </div>
              <Hint>
                {t('merge.effect', { from: contactName(t, from), into: contactName(t, into) })}
                {(from.blocked || into.blocked) && ` ${t('merge.blocked')}`}
              </Hint>
            </div>
          )
        }
      </Loaded>
    </Dialog>
  )
}

/** Done at once, and taken back by a split for ten seconds from here (later from the page). */
function useMerge(onClose: () => void) {
  const t = useContactsText()
  const { desk } = useDesk()
  const navigate = useNavigate()
  const merge = useCommand('contact.merge', { refreshes: ['contacts', 'earlier', 'audit'] })
  return {
    ...merge,
    async run(from: ContactView, into: ContactView): Promise<void> {
      if (!(await merge.run({ from: from.id, into: into.id }))) return
      refreshContacts()
      onClose()
      await navigate({ to: '/contacts/$contactId', params: { contactId: String(into.id) } })
      const undo = () => {
        desk.do('contact.split', { contactId: into.id, mergedId: from.id }).then(
          () => {
            refreshContacts()
            toast({ text: t('split.done', { name: contactName(t, from) }), tone: 'ok' })
          },
          () => toast({ text: t('merge.undoFailed'), tone: 'bad' }),
        )
      }
      toast({ text: t('merge.done'), seconds: UNDO_SECONDS, action: { label: t('undo'), onPress: undo } })
    },
  }
}
