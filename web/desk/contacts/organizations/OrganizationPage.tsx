import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useId } from 'react'
import type { OrganizationView } from '../../../../server/contacts/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { useConfirm } from '../../../kit/ui/confirm.tsx'
import { Page, Section } from '../../../kit/ui/Page.tsx'
import { Select } from '../../../kit/ui/Select.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { useTitle } from '../../app/title.ts'
import { Alert } from '../../settings/parts/Alert.tsx'
import { Back } from '../../settings/parts/Back.tsx'
import form from '../../settings/parts/Form.module.css'
import { Loaded } from '../../settings/parts/Loaded.tsx'
import { SaveBar } from '../../settings/parts/SaveBar.tsx'
import { useCommand } from '../../settings/parts/useCommand.ts'
import { useDraft } from '../../settings/parts/useDraft.ts'
import { useLanguageName } from '../../settings/parts/useLanguageName.ts'
import { useMay } from '../../shell/DeskContext.tsx'
import page from '../page/ContactPage.module.css'
import { useContactsText } from '../text.ts'
import { Members } from './Members.tsx'
import { organizationQuery } from './queries.ts'

const LANGUAGES = ['en', 'fr', 'de', 'es', 'it', 'nl', 'pt']
const UNKNOWN = 'unknown'
const REFRESHES = ['organizations', 'organization', 'contacts', 'contact']

/** `new`, or the number of one. */
export function OrganizationPage({ id }: { id: string }) {
  const t = useContactsText()
  const organization = useQuery({ ...organizationQuery(Number(id)), enabled: id !== 'new' })
  return (
    <div className={page['scroller']}>
      {id === 'new' ? (
        <Known organization={null} />
      ) : organization.data ? (
        <Known key={id} organization={organization.data} />
      ) : (
        <Page title={t('organization')} back={<Back to="/contacts/organizations" label={t('organizations')} />}>
          <Loaded query={organization}>{() => null}</Loaded>
        </Page>
      )}
    </div>
  )
}

/** As they are typed: apart by commas, spaces or lines. */
const domainsIn = (text: string): string[] => text.split(/[\s,;]+/).filter((domain) => domain !== '')

function Known({ organization }: { organization: OrganizationView | null }) {
  const t = useContactsText()
  const mayWrite = useMay('contacts.write')
  const navigate = useNavigate()
  const formId = useId()
  const languageName = useLanguageName()
  const title = organization?.name ?? t('organizations.new')
  useTitle(title)
  const { draft, isDirty, set, reset, leave } = useDraft({
    name: organization?.name ?? '',
    domains: organization?.domains.join(', ') ?? '',
    notes: organization?.notes ?? '',
    locale: organization?.locale ?? null,
  })
  const save = useCommand<{ id: number }>('organization.save', { refreshes: REFRESHES })
  const toList = () => {
    leave()
    void navigate({ to: '/contacts/organizations' })
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const saved = await save.run({
      ...(organization && { id: organization.id }),
      ...draft,
      name: draft.name.trim(),
      domains: domainsIn(draft.domains),
    })
    if (!saved) return
    toast({ text: t('saved'), tone: 'ok' })
    if (organization === null) toList()
    else reset()
  }
  const languages = [...new Set([...(draft.locale ? [draft.locale] : []), ...LANGUAGES])]
  return (
    <Page
      title={title}
      description={organization ? t('members.n', { n: organization.members }) : t('organizations.text')}
      back={<Back to="/contacts/organizations" label={t('organizations')} />}
      isWide
    >
      <form id={formId} onSubmit={(event) => void submit(event)}>
        <Section title={t('details')} description={mayWrite ? undefined : t('organizations.readOnly')}>
          <TextField
            label={t('name')}
            isRequired
            maxLength={120}
            isReadOnly={!mayWrite}
            autoFocus={organization === null}
            value={draft.name}
            onChange={(name) => set({ name })}
            error={save.errorOf('name')}
          />
          <TextField
            label={t('domains')}
            description={t('domains.text')}
            isReadOnly={!mayWrite}
            value={draft.domains}
            onChange={(domains) => set({ domains })}
            error={save.errorOf('domains', 'organization_domain_invalid', 'organization_domain_taken')}
          />
          <Select
            label={t('language')}
            description={t('organizations.language.text')}
            isDisabled={!mayWrite}
            value={draft.locale ?? UNKNOWN}
            onChange={(locale) => set({ locale: locale === UNKNOWN ? null : locale })}
            items={[
              { id: UNKNOWN, label: t('language.unknown') },
              ...languages.map((locale) => ({ id: locale, label: languageName(locale) })),
            ]}
          />
          <TextField
            label={t('notes')}
            description={t('notes.text')}
            rows={4}
            maxLength={4000}
            isReadOnly={!mayWrite}
            value={draft.notes}
            onChange={(notes) => set({ notes })}
            error={save.errorOf('notes')}
          />
        </Section>
        <SaveBar
          form={formId}
          isDirty={isDirty}
          isNew={organization === null}
          isPending={save.isPending}
          error={save.errorBesides(
            ['name', 'domains', 'notes'],
            'organization_domain_invalid',
            'organization_domain_taken',
          )}
          onReset={() => {
            reset()
            save.clear()
            if (organization === null) toList()
          }}
        />
      </form>
      {organization && <Members organizationId={organization.id} />}
      {organization && mayWrite && <Delete organization={organization} onDeleted={toList} />}
    </Page>
  )
}

function Delete({ organization, onDeleted }: { organization: OrganizationView; onDeleted: () => void }) {
  const t = useContactsText()
  const confirm = useConfirm()
  const remove = useCommand('organization.delete', { refreshes: ['organizations', 'contacts', 'contact'] })
  const { id, name } = organization
  const run = async () => {
    const yes = await confirm({
      title: t('organizations.delete.title', { name }),
      text: t('organizations.delete.text'),
      yes: t('organizations.delete.yes'),
      isDanger: true,
    })
    if (!yes || !(await remove.run({ organizationId: id }))) return
    toast({ text: t('organizations.deleted', { name }), tone: 'ok' })
    onDeleted()
  }
  return (
    <Section title={t('organizations.delete')}>
      {remove.error && <Alert>{remove.error}</Alert>}
      <div className={form['row']}>
        <p className={form['text']}>{t('organizations.delete.text')}</p>
        <Button onPress={() => void run()} isPending={remove.isPending}>
          {t('organizations.delete')}
        </Button>
      </div>
    </Section>
  )
}
