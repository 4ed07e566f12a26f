import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useId } from 'react'
import type { CapacityRuleView } from '../../../../server/routing/contract.ts'
import { Page, Section } from '../../../kit/ui/Page.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { Back } from '../parts/Back.tsx'
import form from '../parts/Form.module.css'
import { SaveBar } from '../parts/SaveBar.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useDraft } from '../parts/useDraft.ts'
import { useSettingsText } from '../text.ts'
import { CountField } from './CountField.tsx'
import { DeletePart } from './DeletePart.tsx'
import { People } from './People.tsx'
import { REFRESHES } from './queries.ts'
import { useRoutingText } from './text.ts'

type CapacityEditorProps = {
  rule: CapacityRuleView | null
  /** What goes for whoever has no rule: a new one begins there, so that it changes only what is changed in it. */
  standard: Limits
}
type Limits = Pick<CapacityRuleView, 'email' | 'messaging' | 'call'>

/** A capacity rule: how much at once, and for whom. */
export function CapacityEditor({ rule, standard }: CapacityEditorProps) {
  const limits = rule ?? standard
  const t = useSettingsText()
  const r = useRoutingText()
  const navigate = useNavigate()
  const formId = useId()
  const isDefault = rule?.isDefault === true
  const name = isDefault ? r('capacity.default') : (rule?.name ?? '')
  const { draft, isDirty, set, reset, leave } = useDraft({
    name,
    email: limits.email,
    messaging: limits.messaging,
    call: limits.call,
    userIds: rule?.userIds ?? [],
  })
  const save = useCommand('capacity_rule.save', { refreshes: REFRESHES })
  const toList = () => {
    leave()
    void navigate({ to: '/settings/$', params: { _splat: 'capacity' } })
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await save.run({ ...(rule && { id: rule.id }), ...draft, name: draft.name.trim() }))) return
    toast({ text: t('saved'), tone: 'ok' })
    if (rule === null) toList()
    else reset()
  }
  return (
    <Page
      title={rule === null ? r('capacity.new') : name}
      description={isDefault ? r('capacity.default.text') : r('capacity.text')}
      back={<Back to="/settings/capacity" label={t('section.capacity')} />}
    >
      <form id={formId} className={form['fields']} onSubmit={(event) => void submit(event)}>
        <Section title={r('capacity.limits')} description={r('capacity.limits.text')}>
          <div className={form['fields']}>
            {!isDefault && (
              <TextField
                label={r('capacity.name')}
                isRequired
                maxLength={60}
                autoFocus={rule === null}
                value={draft.name}
                onChange={(given) => set({ name: given })}
                error={save.errorOf('name', 'capacity_rule_invalid')}
              />
            )}
            <div className={form['pair']}>
              <CountField
                label={r('family.messaging')}
                description={r('capacity.messaging.text')}
                value={draft.messaging}
                most={500}
                onChange={(messaging) => set({ messaging })}
              />
              <CountField
                label={r('family.email')}
                description={r('capacity.email.text')}
                value={draft.email}
                most={500}
                onChange={(email) => set({ email })}
              />
              <CountField
                label={r('family.call')}
                description={r('capacity.call.text')}
                value={draft.call}
                most={1}
                onChange={(call) => set({ call })}
              />
            </div>
          </div>
        </Section>
        {!isDefault && (
          <Section title={r('capacity.who', { n: draft.userIds.length })} description={r('capacity.who.text')}>
            <People
              label={r('capacity.who', { n: draft.userIds.length })}
              value={draft.userIds}
              onChange={(userIds) => set({ userIds })}
            />
          </Section>
        )}
        <SaveBar
          form={formId}
          isDirty={isDirty}
          isNew={rule === null}
          isPending={save.isPending}
          error={save.errorBesides(['name'], 'capacity_rule_invalid')}
          onReset={() => {
            reset()
            save.clear()
            if (rule === null) toList()
          }}
        />
      </form>
      {rule && !isDefault && (
        <DeletePart
          command="capacity_rule.delete"
          input={{ ruleId: rule.id }}
          title={r('capacity.delete')}
          question={r('capacity.delete.title', { name: rule.name })}
          text={r('capacity.delete.text')}
          done={r('deleted', { name: rule.name })}
          onDeleted={toList}
        />
      )}
    </Page>
  )
}
