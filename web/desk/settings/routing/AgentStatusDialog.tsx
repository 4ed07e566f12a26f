import { type FormEvent, useId, useState } from 'react'
import { type AgentStatusView, levels } from '../../../../server/routing/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { Dialog } from '../../../kit/ui/Dialog.tsx'
import { Select } from '../../../kit/ui/Select.tsx'
import { Switch } from '../../../kit/ui/Switch.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { useSaid } from '../../app/said.ts'
import { Alert } from '../parts/Alert.tsx'
import form from '../parts/Form.module.css'
import { TextsField } from '../parts/TextsField.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useSettingsText } from '../text.ts'
import { REFRESHES } from './queries.ts'
import { useRoutingText } from './text.ts'

type Draft = Omit<AgentStatusView, 'id' | 'key'>
const FIRST: Draft = { names: {}, messaging: 'away', email: 'away', call: 'away', isBreak: false }

export function AgentStatusDialog({ status, onClose }: { status: AgentStatusView | null; onClose: () => void }) {
  const t = useSettingsText()
  const r = useRoutingText()
  const said = useSaid()
  const formId = useId()
  const [draft, setDraft] = useState<Draft>(status ?? FIRST)
  const set = (change: Partial<Draft>) => setDraft((before) => ({ ...before, ...change }))
  const save = useCommand('agent_status.save', { refreshes: REFRESHES })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { names, messaging, email, call, isBreak } = draft
    const written = Object.fromEntries(Object.entries(names).filter(([, name]) => name.trim() !== ''))
    const input = { names: written, messaging, email, call, isBreak }
    if (!(await save.run({ ...(status && { id: status.id }), ...input }))) return
    toast({ text: t('saved'), tone: 'ok' })
    onClose()
  }
  const besides = save.errorBesides(['names'], 'agent_status_invalid')
  return (
    <Dialog
      title={status ? r('statuses.edit', { name: said(status.names) }) : r('statuses.new')}
      isOpen
      onClose={onClose}
      size="m"
      footer={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button variant="primary" type="submit" form={formId} isPending={save.isPending}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form id={formId} className={form['fields']} onSubmit={(event) => void submit(event)}>
        {besides && <Alert>{besides}</Alert>}
        <TextsField
          label={r('statuses.name')}
          value={draft.names}
          onChange={(names) => set({ names })}
          maxLength={60}
          error={save.errorOf('names', 'agent_status_invalid')}
          autoFocus
        />
        {(['messaging', 'email', 'call'] as const).map((family) => (
          <Select
            key={family}
            label={r(`statuses.lets.${family}`)}
            value={draft[family]}
            onChange={(level) => set({ [family]: level })}
            items={levels.map((id) => ({ id, label: r(`level.${id}`), description: r(`level.${id}.text`) }))}
          />
        ))}
        <Switch
          isSelected={draft.isBreak}
          onChange={(isBreak) => set({ isBreak })}
          description={r('statuses.break.text')}
        >
          {r('statuses.break')}
        </Switch>
      </form>
    </Dialog>
  )
}
