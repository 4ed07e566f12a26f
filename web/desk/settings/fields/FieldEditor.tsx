import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useId } from 'react'
import type { TicketField, TicketForm } from '../../../../server/tickets/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { Page, Section } from '../../../kit/ui/Page.tsx'
import { RadioGroup } from '../../../kit/ui/RadioGroup.tsx'
import { Select } from '../../../kit/ui/Select.tsx'
import { Switch } from '../../../kit/ui/Switch.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { useSaid } from '../../app/said.ts'
import { useDefinitionsText } from '../definitions-text.ts'
import { Alert } from '../parts/Alert.tsx'
import { Back } from '../parts/Back.tsx'
import form from '../parts/Form.module.css'
import { sameInOrder } from '../parts/same.ts'
import { SaveBar } from '../parts/SaveBar.tsx'
import { TextsField } from '../parts/TextsField.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useDraft } from '../parts/useDraft.ts'
import { useList } from '../parts/useList.ts'
import { useSettingsText } from '../text.ts'
import { fieldKinds, hasOptions } from './field-kinds.ts'
import { REFRESHES, useDeleteField } from './FieldList.tsx'
import { Options } from './Options.tsx'

type Draft = Omit<TicketField, 'id'>
const EMPTY: Draft = {
  kind: 'text',
  title: {},
  customerTitle: {},
  help: {},
  options: [],
  pattern: null,
  requiredOnSolve: false,
  customer: 'hidden',
  active: true,
}

type FieldEditorProps = { stored: TicketField | null; isNew: boolean; forms: readonly TicketForm[] }

/** A field: what it is called, what it takes, when it must be filled. */
export function FieldEditor({ stored, isNew, forms }: FieldEditorProps) {
  const t = useSettingsText()
  const d = useDefinitionsText()
  const said = useSaid()
  const list = useList()
  const navigate = useNavigate()
  const formId = useId()
  const { id: _id, ...settings } = stored ?? { id: 0, ...EMPTY }
  const { draft, isDirty, set, reset, leave } = useDraft<Draft>(settings, sameInOrder)
  const save = useCommand<{ id: number }>('ticket_field.save', { refreshes: REFRESHES })
  const toList = () => {
    leave()
    void navigate({ to: '/settings/$', params: { _splat: 'fields' } })
  }
  const remove = useDeleteField(toList)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const saved = await save.run({ ...(!isNew && stored && { id: stored.id }), ...draft })
    if (!saved) return
    toast({ text: t('saved'), tone: 'ok' })
    if (isNew) toList()
    else reset()
  }
  const on = isNew ? [] : forms.filter(({ fieldIds }) => stored !== null && fieldIds.includes(stored.id))
  return (
    <Page
      title={isNew ? d('fields.new') : said(settings.title)}
      description={
        isNew
          ? d('fields.new.text')
          : on.length === 0
            ? d('fields.onNone')
            : d('fields.on', { forms: list(on.map(({ name }) => said(name))) })
      }
      back={<Back to="/settings/fields" label={t('section.fields')} />}
    >
      <form id={formId} onSubmit={(event) => void submit(event)}>
        <Section title={d('fields.title')} description={d('fields.title.text')}>
          <TextsField
            label={d('name')}
            value={draft.title}
            onChange={(title) => set({ title })}
            maxLength={120}
            error={save.errorOf('title', 'text_missing')}
            autoFocus={isNew}
          />
          <TextsField
            label={d('help')}
            description={d('help.text')}
            value={draft.help}
            onChange={(help) => set({ help })}
            maxLength={400}
          />
        </Section>
        <Section title={d('kind')} description={isNew ? d('kind.choose') : d('kind.stays')}>
          <Select
            label={d('kind')}
            hideLabel
            isDisabled={!isNew}
            value={draft.kind}
            onChange={(kind) => set({ kind })}
            items={fieldKinds.map(({ kind, Icon }) => ({
              id: kind,
              label: d(`kind.${kind}`),
              description: d(`kind.${kind}.text`),
              icon: <Icon size={16} aria-hidden />,
            }))}
          />
          {hasOptions(draft.kind) && (
            <Options
              value={draft.options}
              stored={isNew ? [] : settings.options}
              onChange={(options) => set({ options })}
              error={save.errorOf('options', 'field_options_missing', 'field_options_repeated')}
            />
          )}
          {draft.kind === 'pattern' && (
            <TextField
              label={d('pattern')}
              description={d('pattern.text')}
              value={draft.pattern ?? ''}
              onChange={(pattern) => set({ pattern: pattern === '' ? null : pattern })}
              maxLength={500}
              spellCheck="false"
              error={save.errorOf('pattern', 'field_pattern_invalid')}
            />
          )}
        </Section>
        <Section title={d('solve')} description={d('solve.text')}>
          <Switch isSelected={draft.requiredOnSolve} onChange={(requiredOnSolve) => set({ requiredOnSolve })}>
            {d('solve.required')}
          </Switch>
        </Section>
        <Section title={d('customer')} description={d('customer.text')}>
          <RadioGroup
            label={d('customer.in')}
            value={draft.customer}
            onChange={(customer) => set({ customer })}
            items={(['hidden', 'visible', 'editable'] as const).map((id) => ({
              id,
              label: d(`customer.${id}`),
              description: d(`customer.${id}.text`),
            }))}
          />
          {draft.customer !== 'hidden' && (
            <TextsField
              label={d('customer.title')}
              description={d('customer.title.text')}
              value={draft.customerTitle}
              onChange={(customerTitle) => set({ customerTitle })}
              maxLength={120}
              instead={d('customer.title.none')}
            />
          )}
        </Section>
        <SaveBar
          form={formId}
          isDirty={isDirty}
          isNew={isNew}
          isPending={save.isPending}
          error={save.errorBesides(
            ['title', 'options', 'pattern'],
            'text_missing',
            'field_options_missing',
            'field_options_repeated',
            'field_pattern_invalid',
          )}
          onReset={() => {
            reset()
            save.clear()
            if (isNew) toList()
          }}
        />
      </form>
      {!isNew && stored && (
        <Section title={d('fields.delete')}>
          {remove.error && <Alert>{remove.error}</Alert>}
          <div className={form['row']}>
            <p className={form['text']}>{d('fields.delete.text')}</p>
            <Button onPress={() => void remove.ask(stored)} isPending={remove.isPending}>
              {d('fields.delete')}
            </Button>
          </div>
        </Section>
      )}
    </Page>
  )
}
