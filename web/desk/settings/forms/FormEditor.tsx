import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useId } from 'react'
import type { TicketField, TicketForm } from '../../../../server/tickets/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { Checkbox } from '../../../kit/ui/Checkbox.tsx'
import { Page, Section } from '../../../kit/ui/Page.tsx'
import { Switch } from '../../../kit/ui/Switch.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { useBrands } from '../../app/queries.ts'
import { useSaid } from '../../app/said.ts'
import { useDefinitionsText } from '../definitions-text.ts'
import { Alert } from '../parts/Alert.tsx'
import { Back } from '../parts/Back.tsx'
import layout from '../parts/Form.module.css'
import { sameInOrder } from '../parts/same.ts'
import { SaveBar } from '../parts/SaveBar.tsx'
import { TextsField } from '../parts/TextsField.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useDraft } from '../parts/useDraft.ts'
import { useSettingsText } from '../text.ts'
import { Conditions } from './Conditions.tsx'
import { FormFields } from './FormFields.tsx'
import { REFRESHES, useDeleteForm } from './FormList.tsx'

type Draft = Omit<TicketForm, 'id'>
const EMPTY: Draft = { name: {}, fieldIds: [], conditions: [], brandIds: [], isDefault: false, active: true }

type FormEditorProps = { stored: TicketForm | null; isNew: boolean; fields: readonly TicketField[] }

/** Which fields, in which order, when – and whose tickets start with it. */
export function FormEditor({ stored, isNew, fields }: FormEditorProps) {
  const t = useSettingsText()
  const d = useDefinitionsText()
  const said = useSaid()
  const brands = useBrands()
  const navigate = useNavigate()
  const formId = useId()
  const { id: _id, ...found } = stored ?? { id: 0, ...EMPTY }
  const settings = isNew ? { ...found, isDefault: false, brandIds: [] } : found
  const { draft, isDirty, set, reset, leave } = useDraft<Draft>(settings, sameInOrder)
  const save = useCommand<{ id: number }>('ticket_form.save', { refreshes: REFRESHES })
  const toList = () => {
    leave()
    void navigate({ to: '/settings/$', params: { _splat: 'forms' } })
  }
  const remove = useDeleteForm(toList)
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const saved = await save.run({ ...(!isNew && stored && { id: stored.id }), ...draft })
    if (!saved) return
    toast({ text: t('saved'), tone: 'ok' })
    if (isNew) toList()
    else reset()
  }
  return (
    <Page
      title={isNew ? d('forms.new') : said(settings.name)}
      description={d('forms.text')}
      back={<Back to="/settings/forms" label={t('section.forms')} />}
    >
      <form id={formId} onSubmit={(event) => void submit(event)}>
        <Section title={d('forms.name')}>
          <TextsField
            label={d('name')}
            value={draft.name}
            onChange={(name) => set({ name })}
            maxLength={80}
            error={save.errorOf('name', 'text_missing')}
            autoFocus={isNew}
          />
        </Section>
        <Section title={d('forms.fields')} description={d('forms.fields.text')}>
          <FormFields
            fields={fields}
            value={draft.fieldIds}
            onChange={(fieldIds) =>
              set({
                fieldIds,
                // A condition of a field that has left the form has nothing to say.
                conditions: draft.conditions.filter(
                  ({ parent, child }) => fieldIds.includes(parent) && fieldIds.includes(child),
                ),
              })
            }
          />
        </Section>
        <Section title={d('conditions')} description={d('conditions.text')}>
          <Conditions
            fields={fields.filter(({ id }) => draft.fieldIds.includes(id))}
            value={draft.conditions}
            onChange={(conditions) => set({ conditions })}
          />
        </Section>
        <Section title={d('forms.for')} description={d('forms.for.text')}>
          <Switch
            isSelected={draft.isDefault}
            isDisabled={settings.isDefault}
            description={settings.isDefault ? d('forms.default.is') : d('forms.default.text')}
            onChange={(isDefault) => set({ isDefault })}
          >
            {d('forms.default')}
          </Switch>
          {brands.length > 1 && (
            <fieldset className={layout['checks']}>
              <legend className={layout['label']}>{d('forms.brands')}</legend>
              {brands.map(({ id, name }) => (
                <Checkbox
                  key={id}
                  isSelected={draft.brandIds.includes(id)}
                  onChange={(isOn) =>
                    set({ brandIds: isOn ? [...draft.brandIds, id] : draft.brandIds.filter((each) => each !== id) })
                  }
                >
                  {name}
                </Checkbox>
              ))}
            </fieldset>
          )}
        </Section>
        <SaveBar
          form={formId}
          isDirty={isDirty}
          isNew={isNew}
          isPending={save.isPending}
          error={save.errorBesides(['name'], 'text_missing')}
          onReset={() => {
            reset()
            save.clear()
            if (isNew) toList()
          }}
        />
      </form>
      {!isNew && stored && !stored.isDefault && (
        <Section title={d('forms.delete')}>
          {remove.error && <Alert>{remove.error}</Alert>}
          <div className={layout['row']}>
            <p className={layout['text']}>{d('forms.delete.text')}</p>
            <Button onPress={() => void remove.ask(stored)} isPending={remove.isPending}>
              {d('forms.delete')}
            </Button>
          </div>
        </Section>
      )}
    </Page>
  )
}
