import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useId } from 'react'
import type { GroupView } from '../../../../server/identity/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { useConfirm } from '../../../kit/ui/confirm.tsx'
import { Page, Section } from '../../../kit/ui/Page.tsx'
import { Tag } from '../../../kit/ui/Tag.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { Alert } from '../parts/Alert.tsx'
import { Back } from '../parts/Back.tsx'
import form from '../parts/Form.module.css'
import { SaveBar } from '../parts/SaveBar.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useDraft } from '../parts/useDraft.ts'
import { useSettingsText } from '../text.ts'
import { Members } from './Members.tsx'

const REFRESHES = ['groups', 'users', 'directory', 'me', 'audit']

export function GroupEditor({ group }: { group: GroupView | null }) {
  const t = useSettingsText()
  const navigate = useNavigate()
  const formId = useId()
  const { draft, isDirty, set, reset, leave } = useDraft({ name: group?.name ?? '', members: group?.members ?? [] })
  const save = useCommand<GroupView>('group.save', { refreshes: REFRESHES })
  const toList = () => {
    leave()
    void navigate({ to: '/settings/$', params: { _splat: 'groups' } })
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const saved = await save.run({ ...(group && { id: group.id }), name: draft.name.trim(), members: draft.members })
    if (!saved) return
    toast({ text: group ? t('saved') : t('groups.made', { name: draft.name }), tone: 'ok' })
    if (group === null) toList()
    else reset()
  }
  return (
    <Page
      title={group?.name ?? t('groups.new')}
      description={group?.isDefault ? t('groups.default.text') : t('groups.text')}
      back={<Back to="/settings/groups" label={t('section.groups')} />}
      actions={group?.isDefault && <Tag tone="accent">{t('groups.default')}</Tag>}
    >
      <form id={formId} onSubmit={(event) => void submit(event)}>
        <Section title={t('groups.name')}>
          <TextField
            label={t('groups.name')}
            hideLabel
            isRequired
            maxLength={60}
            autoFocus={group === null}
            value={draft.name}
            onChange={(name) => set({ name })}
            error={save.errorOf('name')}
          />
        </Section>
        <Members value={draft.members} onChange={(members) => set({ members })} />
        <SaveBar
          form={formId}
          isDirty={isDirty}
          isNew={group === null}
          isPending={save.isPending}
          error={save.errorBesides(['name'])}
          onReset={() => {
            reset()
            save.clear()
            if (group === null) toList()
          }}
        />
      </form>
      {group && !group.isDefault && <DeleteGroup group={group} onDeleted={toList} />}
    </Page>
  )
}

function DeleteGroup({ group, onDeleted }: { group: GroupView; onDeleted: () => void }) {
  const t = useSettingsText()
  const confirm = useConfirm()
  const remove = useCommand('group.delete', { refreshes: REFRESHES })
  const run = async () => {
    const yes = await confirm({
      title: t('groups.delete.title', { name: group.name }),
      text: t('groups.delete.text'),
      yes: t('groups.delete'),
      isDanger: true,
    })
    if (!yes || !(await remove.run({ groupId: group.id }))) return
    toast({ text: t('groups.deleted', { name: group.name }), tone: 'ok' })
    onDeleted()
  }
  return (
    <Section title={t('groups.delete')}>
      {remove.error && <Alert>{remove.error}</Alert>}
      <div className={form['row']}>
        <p className={form['text']}>{t('groups.delete.text')}</p>
        <Button onPress={() => void run()} isPending={remove.isPending}>
          {t('groups.delete')}
        </Button>
      </div>
    </Section>
  )
}
