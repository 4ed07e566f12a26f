import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useId } from 'react'
import type { Permission, RoleView, Scope } from '../../../../server/identity/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { useConfirm } from '../../../kit/ui/confirm.tsx'
import { Page, Section } from '../../../kit/ui/Page.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { useDesk } from '../../shell/DeskContext.tsx'
import { Alert, Hint } from '../parts/Alert.tsx'
import { Back } from '../parts/Back.tsx'
import form from '../parts/Form.module.css'
import { SaveBar } from '../parts/SaveBar.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useDraft } from '../parts/useDraft.ts'
import { useSettingsText } from '../text.ts'
import { covers } from './covers.ts'
import { PermissionFields } from './PermissionFields.tsx'
import { ScopeFields } from './ScopeFields.tsx'

export type RoleDraft = { name: string; permissions: Permission[]; scope: Scope }

/** A role of the installation's own; `stored` null makes one. */
export function RoleEditor({ stored: role, start }: { stored: RoleView | null; start: RoleDraft }) {
  const t = useSettingsText()
  const { me } = useDesk()
  const navigate = useNavigate()
  const formId = useId()
  const { name, permissions, scope } = start
  const { draft, isDirty, set, reset, leave } = useDraft<RoleDraft>({ name, permissions, scope })
  const save = useCommand<{ roleId: number }>('role.save', { refreshes: ['roles', 'me', 'audit'] })
  const isBeyond = role !== null && !covers(me, role)

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const saved = await save.run({ ...(role && { id: role.id }), ...draft, name: draft.name.trim() })
    if (!saved) return
    toast({ text: role ? t('saved') : t('roles.made', { name: draft.name }), tone: 'ok' })
    if (role !== null) return reset()
    leave()
    void navigate({ to: '/settings/$', params: { _splat: `roles/${saved.output.roleId}` }, replace: true })
  }

  return (
    <Page
      title={role ? role.name : t('roles.new')}
      description={role ? t('roles.users', { n: role.users }) : t('roles.new.text')}
      back={<Back to="/settings/roles" label={t('section.roles')} />}
    >
      {isBeyond && <Hint>{t('roles.beyondEdit')}</Hint>}
      <form id={formId} onSubmit={(event) => void submit(event)}>
        <Section title={t('roles.name')}>
          <TextField
            label={t('roles.name')}
            hideLabel
            isRequired
            maxLength={60}
            autoFocus={role === null}
            isDisabled={isBeyond}
            value={draft.name}
            onChange={(value) => set({ name: value })}
            error={save.errorOf('name')}
          />
        </Section>
        <ScopeFields value={draft.scope} onChange={(value) => set({ scope: value })} isDisabled={isBeyond} />
        <PermissionFields
          value={draft.permissions}
          onChange={(value) => set({ permissions: value })}
          isDisabled={isBeyond}
        />
        <SaveBar
          form={formId}
          isDirty={isDirty}
          isNew={role === null}
          isPending={save.isPending}
          error={save.errorBesides(['name'])}
          onReset={() => {
            reset()
            save.clear()
            if (role !== null) return
            leave()
            void navigate({ to: '/settings/$', params: { _splat: 'roles' } })
          }}
        />
      </form>
      {role && !isBeyond && <DeleteRole role={role} onLeave={leave} />}
    </Page>
  )
}

function DeleteRole({ role, onLeave }: { role: RoleView; onLeave: () => void }) {
  const t = useSettingsText()
  const confirm = useConfirm()
  const navigate = useNavigate()
  const remove = useCommand('role.delete', { refreshes: ['roles', 'audit'] })
  const run = async () => {
    const yes = await confirm({
      title: t('roles.delete.title', { name: role.name }),
      text: t('roles.delete.text'),
      yes: t('roles.delete'),
      isDanger: true,
    })
    if (!yes || !(await remove.run({ roleId: role.id }))) return
    toast({ text: t('roles.deleted', { name: role.name }), tone: 'ok' })
    onLeave()
    void navigate({ to: '/settings/$', params: { _splat: 'roles' } })
  }
  return (
    <Section title={t('roles.delete')}>
      {remove.error && <Alert>{remove.error}</Alert>}
      <div className={form['row']}>
        <p className={form['text']}>
          {t(role.users > 0 ? 'roles.delete.used' : 'roles.delete.free', { n: role.users })}
        </p>
        <Button onPress={() => void run()} isDisabled={role.users > 0} isPending={remove.isPending}>
          {t('roles.delete')}
        </Button>
      </div>
    </Section>
  )
}
