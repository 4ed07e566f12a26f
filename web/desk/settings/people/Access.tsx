import { useState } from 'react'
import type { LinkMade, UserView } from '../../../../server/identity/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { useConfirm } from '../../../kit/ui/confirm.tsx'
import { Dialog } from '../../../kit/ui/Dialog.tsx'
import { Section } from '../../../kit/ui/Page.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { useTimes } from '../../app/times.ts'
import { Alert } from '../parts/Alert.tsx'
import form from '../parts/Form.module.css'
import { useCommand } from '../parts/useCommand.ts'
import { useSettingsText } from '../text.ts'
import { LinkShown } from './LinkShown.tsx'
import { stateOf } from './person-state.ts'

/** Links to get in, and taking the access away. */
export function Access({ person, isMe }: { person: UserView; isMe: boolean }) {
  const t = useSettingsText()
  const times = useTimes()
  const confirm = useConfirm()
  const [link, setLink] = useState<LinkMade | null>(null)
  const refreshes = ['users', 'directory', 'groups', 'audit']
  const renew = useCommand<LinkMade>('user.renew_invitation', { isToldOnce: true })
  const deactivate = useCommand('user.deactivate', { refreshes })
  const reactivate = useCommand('user.reactivate', { refreshes })
  const state = stateOf(person)
  const { name, id: userId } = person

  const makeLink = async () => {
    const made = await renew.run({ userId })
    if (made) setLink(made.output)
  }
  const takeAway = async () => {
    const yes = await confirm({
      title: t('deactivate.title', { name }),
      text: t('deactivate.text'),
      yes: t('deactivate.yes'),
      isDanger: true,
    })
    if (yes && (await deactivate.run({ userId }))) toast({ text: t('deactivate.done', { name }), tone: 'ok' })
  }
  const giveBack = async () => {
    if (await reactivate.run({ userId })) toast({ text: t('reactivate.done', { name }), tone: 'ok' })
  }
  const error = renew.error ?? deactivate.error ?? reactivate.error

  return (
    <Section title={t('access')} description={t(`access.${state}`, { name, ...seenOf(person, times) })}>
      {error && <Alert>{error}</Alert>}
      {state !== 'deactivated' && (
        <div className={form['row']}>
          <div>
            <b>{t(`access.link.${state}`)}</b>
            <p className={form['text']}>{t(`access.link.${state}.text`)}</p>
          </div>
          <Button onPress={() => void makeLink()} isPending={renew.isPending}>
            {t('access.link.make')}
          </Button>
        </div>
      )}
      <div className={form['row']}>
        <div>
          <b>{t(state === 'deactivated' ? 'reactivate' : 'deactivate')}</b>
          <p className={form['text']}>
            {isMe ? t('deactivate.self') : t(state === 'deactivated' ? 'reactivate.text' : 'deactivate.short')}
          </p>
        </div>
        {state === 'deactivated' ? (
          <Button onPress={() => void giveBack()} isPending={reactivate.isPending}>
            {t('reactivate')}
          </Button>
        ) : (
          <Button onPress={() => void takeAway()} isPending={deactivate.isPending} isDisabled={isMe}>
            {t('deactivate')}
          </Button>
        )}
      </div>
      {link !== null && (
        <Dialog
          title={t(`access.link.${state === 'invited' ? 'invited' : 'active'}`)}
          isOpen
          size="m"
          onClose={() => setLink(null)}
          footer={
            <Button variant="primary" onPress={() => setLink(null)}>
              {t('done')}
            </Button>
          }
        >
          <LinkShown {...link} name={name} kind={state === 'invited' ? 'invitation' : 'sign_in'} />
        </Dialog>
      )}
    </Section>
  )
}

type Times = ReturnType<typeof useTimes>
const MINUTE = 60_000

function seenOf({ lastSeenAt }: UserView, times: Times): { seen: 'never' | 'now' | 'earlier'; ago: string } {
  if (lastSeenAt === null) return { seen: 'never', ago: '' }
  return { seen: times.now - Date.parse(lastSeenAt) < MINUTE ? 'now' : 'earlier', ago: times.ago(lastSeenAt) }
}
