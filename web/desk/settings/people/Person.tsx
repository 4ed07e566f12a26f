import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useId } from 'react'
import type { UserView } from '../../../../server/identity/contract.ts'
import { Avatar } from '../../../kit/ui/Avatar.tsx'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page, Section } from '../../../kit/ui/Page.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { useDesk, useMay } from '../../shell/DeskContext.tsx'
import { Hint } from '../parts/Alert.tsx'
import { Back } from '../parts/Back.tsx'
import form from '../parts/Form.module.css'
import { Loaded } from '../parts/Loaded.tsx'
import { SaveBar } from '../parts/SaveBar.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useDraft } from '../parts/useDraft.ts'
import { rolesQuery, usersQuery } from '../queries.ts'
import { AgentPart } from '../routing/AgentPart.tsx'
import { covers } from '../roles/covers.ts'
import { useSettingsText } from '../text.ts'
import { Access } from './Access.tsx'
import { GroupChoice } from './GroupChoice.tsx'
import { StateTag } from './PeopleList.tsx'
import { RoleChoice } from './RoleChoice.tsx'
import css from './Person.module.css'

export function Person({ id }: { id: number }) {
  const t = useSettingsText()
  const users = useQuery(usersQuery)
  const back = <Back to="/settings/people" label={t('section.people')} />
  const person = users.data?.find((each) => each.id === id)
  if (person) return <Known person={person} />
  return (
    <Page title={t('section.people')} back={back}>
      <Loaded query={users}>{() => <EmptyState title={t('unknown.title')} text={t('person.unknown')} />}</Loaded>
    </Page>
  )
}

function Known({ person }: { person: UserView }) {
  const t = useSettingsText()
  const { me } = useDesk()
  const formId = useId()
  const role = useQuery(rolesQuery).data?.find(({ id }) => id === person.roleId)
  const isMe = person.id === me.id
  const managesRouting = useMay('routing.manage')
  const isAgent = managesRouting && person.active && role?.permissions.includes('assignable') === true
  const isBeyond = role !== undefined && !covers(me, role)
  const { draft, isDirty, set, reset } = useDraft({ name: person.name, roleId: person.roleId, groups: person.groups })
  const save = useCommand('user.update', { refreshes: ['users', 'groups', 'roles', 'directory', 'audit'] })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await save.run({ userId: person.id, ...changed(person, draft) }))) return
    reset()
    toast({ text: t('saved'), tone: 'ok' })
  }
  return (
    <Page
      title={person.name}
      back={<Back to="/settings/people" label={t('section.people')} />}
      description={
        <span className={css['who']}>
          <Avatar name={person.name} photo={person.photo} size={24} />
          {person.email}
          <StateTag person={person} />
        </span>
      }
    >
      {isBeyond && <Hint>{t('person.beyond')}</Hint>}
      <form id={formId} onSubmit={(event) => void submit(event)}>
        <Section title={t('person.profile')} description={t('person.profile.text')}>
          <TextField
            label={t('person.name')}
            description={person.alias ? t('person.alias', { alias: person.alias }) : undefined}
            isRequired
            maxLength={80}
            isDisabled={isBeyond}
            value={draft.name}
            onChange={(name) => set({ name })}
            error={save.errorOf('name')}
          />
          <RoleChoice
            value={draft.roleId}
            onChange={(roleId) => set({ roleId })}
            isDisabled={isMe || isBeyond}
            description={isMe ? t('person.ownRole') : undefined}
            error={save.errorOf('roleId', 'last_administrator', 'own_account', 'role_not_found')}
          />
          <GroupChoice value={draft.groups} onChange={(groups) => set({ groups })} />
          <p className={form['description']}>{t('person.groupsText')}</p>
        </Section>
        <SaveBar
          form={formId}
          isDirty={isDirty}
          isPending={save.isPending}
          onReset={() => {
            reset()
            save.clear()
          }}
          error={save.errorBesides(['name', 'roleId'], 'last_administrator', 'own_account', 'role_not_found')}
        />
      </form>
      {isAgent && <AgentPart userId={person.id} />}
      {!isBeyond && <Access person={person} isMe={isMe} />}
    </Page>
  )
}

type Draft = Pick<UserView, 'name' | 'roleId' | 'groups'>

/** Only what is different: a role that nobody touched is not set anew. */
function changed(person: UserView, draft: Draft): Partial<Draft> {
  return {
    ...(draft.name.trim() !== person.name && { name: draft.name.trim() }),
    ...(draft.roleId !== person.roleId && { roleId: draft.roleId }),
    ...(draft.groups !== person.groups && { groups: draft.groups }),
  }
}
