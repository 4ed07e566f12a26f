import { type FormEvent, useId } from 'react'
import type { ContactView } from '../../../../server/contacts/contract.ts'
import { Link } from '@tanstack/react-router'
import { Button } from '../../../kit/ui/Button.tsx'
import { Section } from '../../../kit/ui/Page.tsx'
import { Select } from '../../../kit/ui/Select.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import form from '../../settings/parts/Form.module.css'
import { SaveBar } from '../../settings/parts/SaveBar.tsx'
import { useCommand } from '../../settings/parts/useCommand.ts'
import { useDraft } from '../../settings/parts/useDraft.ts'
import { useLanguageName } from '../../settings/parts/useLanguageName.ts'
import { useMay } from '../../shell/DeskContext.tsx'
import { OrganizationPicker } from '../organizations/OrganizationPicker.tsx'
import { useContactsText } from '../text.ts'

const LANGUAGES = ['en', 'fr', 'de', 'es', 'it', 'nl', 'pt']
const UNKNOWN = 'unknown'

/** What the team writes about somebody. */
export function Details({ contact }: { contact: ContactView }) {
  const t = useContactsText()
  const mayWrite = useMay('contacts.write')
  const formId = useId()
  const languageName = useLanguageName()
  const { draft, isDirty, set, reset } = useDraft({
    name: contact.name ?? '',
    locale: contact.locale,
    organization: contact.organization,
    notes: contact.notes,
  })
  const save = useCommand('contact.update', { refreshes: ['contact', 'contacts', 'organization', 'organizations'] })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const saved = await save.run({
      contactId: contact.id,
      name: draft.name.trim() || null,
      locale: draft.locale,
      organizationId: draft.organization?.id ?? null,
      notes: draft.notes,
    })
    if (!saved) return
    reset()
    toast({ text: t('saved'), tone: 'ok' })
  }
  const languages = [...new Set([...(contact.locale ? [contact.locale] : []), ...LANGUAGES])]
  return (
    <form id={formId} onSubmit={(event) => void submit(event)}>
      <Section title={t('details')} description={mayWrite ? undefined : t('details.readOnly')}>
        <TextField
          label={t('name')}
          maxLength={120}
          isReadOnly={!mayWrite}
          value={draft.name}
          onChange={(name) => set({ name })}
          error={save.errorOf('name')}
        />
        <Select
          label={t('language')}
          description={t('language.text')}
          isDisabled={!mayWrite}
          value={draft.locale ?? UNKNOWN}
          onChange={(id) => set({ locale: id === UNKNOWN ? null : id })}
          items={[
            { id: UNKNOWN, label: t('language.unknown') },
            ...languages.map((id) => ({ id, label: languageName(id) })),
          ]}
        />
        <div className={form['labelled']}>
          <span className={form['label']}>{t('organization')}</span>
          {mayWrite ? (
            <OrganizationPicker
              label={t('organization.choose')}
              value={draft.organization?.id ?? null}
              onChange={(organization) => set({ organization })}
              trigger={<Button>{draft.organization?.name ?? t('organization.none')}</Button>}
            />
          ) : (
            (contact.organization?.name ?? t('organization.none'))
          )}
          {contact.organization && (
            <Link
              to="/contacts/organizations/$organizationId"
              params={{ organizationId: String(contact.organization.id) }}
            >
              {t('organization.open', { name: contact.organization.name })}
            </Link>
          )}
        </div>
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
        isPending={save.isPending}
        error={save.errorBesides(['name', 'notes'])}
        onReset={() => {
          reset()
          save.clear()
        }}
      />
    </form>
  )
}
