import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useState } from 'react'
import type { UserInvited } from '../../../../server/identity/contract.ts'
import { useLocale, type Locale } from '../../../kit/i18n.tsx'
import { Button } from '../../../kit/ui/Button.tsx'
import { Dialog } from '../../../kit/ui/Dialog.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { Alert } from '../parts/Alert.tsx'
import form from '../parts/Form.module.css'
import { LanguageChoice } from '../parts/LanguageChoice.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { rolesQuery } from '../queries.ts'
import { useSettingsText } from '../text.ts'
import { GroupChoice } from './GroupChoice.tsx'
import { LinkShown } from './LinkShown.tsx'
import { RoleChoice } from './RoleChoice.tsx'

type Invitation = { email: string; name: string; roleId: number | null; groups: number[]; locale: Locale }

/** Asks who, then shows the link to hand over. */
export function InviteDialog({ onClose }: { onClose: () => void }) {
  const t = useSettingsText()
  const [done, setDone] = useState<UserInvited | null>(null)
  if (done === null) return <InviteForm onClose={onClose} onDone={setDone} />
  return (
    <Dialog
      title={t('invite.done', { name: done.user.name })}
      isOpen
      onClose={onClose}
      size="m"
      footer={
        <>
          <Button onPress={() => setDone(null)}>{t('invite.another')}</Button>
          <Button variant="primary" onPress={onClose}>
            {t('done')}
          </Button>
        </>
      }
    >
      <LinkShown link={done.link} mailedTo={done.mailedTo} name={done.user.name} kind="invitation" />
    </Dialog>
  )
}

function InviteForm({ onClose, onDone }: { onClose: () => void; onDone: (done: UserInvited) => void }) {
  const t = useSettingsText()
  const invite = useCommand<UserInvited>('user.invite', {
    refreshes: ['users', 'groups', 'roles', 'directory'],
    isToldOnce: true,
  })
  const agentRole = useQuery(rolesQuery).data?.find(({ key }) => key === 'agent')?.id ?? null
  const locale = useLocale()
  const [given, setGiven] = useState<Invitation>({ email: '', name: '', roleId: null, groups: [], locale })
  const set = (change: Partial<Invitation>) => setGiven((before) => ({ ...before, ...change }))
  const roleId = given.roleId ?? agentRole
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const sent = await invite.run({ ...given, email: given.email.trim(), name: given.name.trim(), roleId })
    if (sent) onDone(sent.output)
  }
  const besides = invite.errorBesides(['email', 'name'], 'email_taken')
  return (
    <Dialog
      title={t('invite.title')}
      isOpen
      onClose={onClose}
      size="m"
      footer={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button
            variant="primary"
            type="submit"
            form="invite"
            isPending={invite.isPending}
            isDisabled={roleId === null}
          >
            {t('invite.submit')}
          </Button>
        </>
      }
    >
      <form id="invite" className={form['fields']} onSubmit={(event) => void submit(event)}>
        <p className={form['text']}>{t('invite.text')}</p>
        {besides && <Alert>{besides}</Alert>}
        <TextField
          label={t('person.email')}
          type="email"
          isRequired
          autoFocus
          maxLength={254}
          value={given.email}
          onChange={(email) => set({ email })}
          error={invite.errorOf('email', 'email_taken')}
        />
        <TextField
          label={t('person.name')}
          description={t('invite.nameText')}
          isRequired
          maxLength={80}
          value={given.name}
          onChange={(name) => set({ name })}
          error={invite.errorOf('name')}
        />
        <RoleChoice value={roleId} onChange={(role) => set({ roleId: role })} />
        <GroupChoice value={given.groups} onChange={(groups) => set({ groups })} />
        <LanguageChoice
          label={t('invite.language')}
          value={given.locale}
          onChange={(chosen) => set({ locale: chosen })}
        />
      </form>
    </Dialog>
  )
}
