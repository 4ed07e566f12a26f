import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useId, useState } from 'react'
import type { Category, TicketStatus } from '../../../../server/tickets/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { Dialog } from '../../../kit/ui/Dialog.tsx'
import { Select } from '../../../kit/ui/Select.tsx'
import { StatusMark } from '../../../kit/ui/StatusMark.tsx'
import { Switch } from '../../../kit/ui/Switch.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { useDefinitionsText } from '../definitions-text.ts'
import { Alert } from '../parts/Alert.tsx'
import form from '../parts/Form.module.css'
import { TextsField } from '../parts/TextsField.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useKitText } from '../parts/useKitText.ts'
import { useSettingsText } from '../text.ts'

export const REFRESHES = ['definitions', 'audit']
export type StatusDraft = Omit<TicketStatus, 'id'> & { id?: number | undefined }

const categories = ['new', 'open', 'pending', 'hold', 'solved'] as const satisfies readonly Category[]

export function StatusDialog({ stored, onClose }: { stored: StatusDraft | null; onClose: () => void }) {
  const t = useSettingsText()
  const d = useDefinitionsText()
  const kit = useKitText()
  const navigate = useNavigate()
  const formId = useId()
  const [draft, setDraft] = useState<StatusDraft>(
    stored ?? { category: 'open', label: {}, customerLabel: {}, isDefault: false, active: true },
  )
  const set = (change: Partial<StatusDraft>) => setDraft((before) => ({ ...before, ...change }))
  const save = useCommand('ticket_status.save', { refreshes: REFRESHES })
  const isNew = draft.id === undefined
  const close = () => {
    onClose()
    void navigate({ to: '/settings/$', params: { _splat: 'statuses' } })
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await save.run(draft))) return
    toast({ text: t('saved'), tone: 'ok' })
    close()
  }
  const error = save.errorBesides(['label'], 'text_missing')
  return (
    <Dialog
      title={isNew ? d('statuses.new') : d('statuses.edit')}
      isOpen
      onClose={close}
      size="m"
      footer={
        <>
          <Button onPress={close}>{t('cancel')}</Button>
          <Button variant="primary" type="submit" form={formId} isPending={save.isPending}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form id={formId} className={form['fields']} onSubmit={(event) => void submit(event)}>
        {error && <Alert>{error}</Alert>}
        <Select
          label={d('category')}
          description={isNew ? d('category.text') : d('category.stays')}
          isDisabled={!isNew}
          value={draft.category}
          onChange={(category) => set({ category })}
          items={categories.map((category) => ({
            id: category,
            label: kit(`status.${category}`),
            icon: <StatusMark status={category} isDecorative />,
          }))}
        />
        <TextsField
          label={d('statuses.label')}
          value={draft.label}
          onChange={(label) => set({ label })}
          maxLength={40}
          error={save.errorOf('label', 'text_missing')}
          autoFocus
        />
        <TextsField
          label={d('statuses.customerLabel')}
          description={d('statuses.customerLabel.text')}
          value={draft.customerLabel}
          onChange={(customerLabel) => set({ customerLabel })}
          instead={d('statuses.instead')}
          maxLength={40}
        />
        <Switch
          isSelected={draft.isDefault}
          isDisabled={stored?.isDefault === true}
          description={d('statuses.default.text', { category: kit(`status.${draft.category}`) })}
          onChange={(isDefault) => set({ isDefault })}
        >
          {d('statuses.default')}
        </Switch>
      </form>
    </Dialog>
  )
}
