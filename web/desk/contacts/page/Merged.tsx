import type { ContactView } from '../../../../server/contacts/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { useConfirm } from '../../../kit/ui/confirm.tsx'
import { Section } from '../../../kit/ui/Page.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { useTimes } from '../../app/times.ts'
import { Alert } from '../../settings/parts/Alert.tsx'
import { useCommand } from '../../settings/parts/useCommand.ts'
import { useMay } from '../../shell/DeskContext.tsx'
import { useContactsText } from '../text.ts'
import css from './Identities.module.css'

/** Records that became part of this one, and can be taken apart again. */
export function Merged({ contact }: { contact: ContactView }) {
  const t = useContactsText()
  const times = useTimes()
  const confirm = useConfirm()
  const mayMerge = useMay('contacts.merge')
  const split = useCommand('contact.split', { refreshes: ['contact', 'contacts', 'earlier', 'audit'] })
  if (contact.merged.length === 0) return null
  const run = async (mergedId: number, name: string) => {
    const yes = await confirm({ title: t('split.title', { name }), text: t('split.text'), yes: t('split') })
    if (!yes || !(await split.run({ contactId: contact.id, mergedId }))) return
    toast({ text: t('split.done', { name }), tone: 'ok' })
  }
  return (
    <Section title={t('merged')} description={t('merged.text')}>
      {split.error && <Alert>{split.error}</Alert>}
      <ul className={css['identities']}>
        {contact.merged.map(({ id, name, at }) => {
          const shown = name ?? t('visitor', { id })
          return (
            <li key={id}>
              <span className={css['words']}>
                <span className={css['value']}>{shown}</span>
                <span className={css['mark']}>{t('merged.at', { id, date: times.date(at) })}</span>
              </span>
              {mayMerge && (
                <Button
                  size="s"
                  onPress={() => void run(id, shown)}
                  isPending={split.isPending}
                  aria-label={t('split.named', { name: shown })}
                >
                  {t('split')}
                </Button>
              )}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
