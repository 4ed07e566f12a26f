import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useId, useState } from 'react'
import type { RuleView } from '../../../../server/rules/contract.ts'
import { Page, Section } from '../../../kit/ui/Page.tsx'
import { RadioGroup } from '../../../kit/ui/RadioGroup.tsx'
import { Switch } from '../../../kit/ui/Switch.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { Hint } from '../parts/Alert.tsx'
import { Back } from '../parts/Back.tsx'
import form from '../parts/Form.module.css'
import { Loaded } from '../parts/Loaded.tsx'
import { SaveBar } from '../parts/SaveBar.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useDraft } from '../parts/useDraft.ts'
import { useSettingsText } from '../text.ts'
import { ActionRows } from './ActionRows.tsx'
import { ConditionRows } from './ConditionRows.tsx'
import { type Complaint, complaintsIn } from '../parts/complaints.ts'
import { definitionOf, draftOf } from './draft.ts'
import { DryRun } from './DryRun.tsx'
import { Firings } from './Firings.tsx'
import { places, type ScreenKind } from './places.ts'
import { ruleFieldsQuery } from './queries.ts'
import { Replanning } from './Replanning.tsx'
import { useRulesText } from './text.ts'
import { Versions } from './Versions.tsx'

const events = ['requested', 'message_sent', 'queued', 'assigned'] as const
const WHEN = {
  trigger: 'when.text',
  automation: 'when.automation.text',
  messaging_trigger: 'when.messaging.text',
} as const

/** A rule: when it acts, what it does; what it would do; what it did; what it was. */
export function RuleEditor({ kind, rule }: { kind: ScreenKind; rule: RuleView | null }) {
  const t = useSettingsText()
  const r = useRulesText()
  const navigate = useNavigate()
  const formId = useId()
  const { section } = places[kind]
  const fields = useQuery(ruleFieldsQuery(kind))
  const { draft, isDirty, set, reset, leave } = useDraft(draftOf(kind, rule))
  const save = useCommand<{ id: number }>('rule.save', { refreshes: ['rules', 'audit'] })
  const [tried, setTried] = useState<Complaint[]>([])
  const complaints = save.code === 'rule_invalid' ? complaintsIn(save.details) : tried
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { title, category, active } = draft
    const saved = await save.run({
      ...(rule && { id: rule.id, version: rule.version }),
      kind,
      title,
      category,
      active,
      definition: definitionOf(draft),
    })
    if (!saved) return
    toast({ text: t('saved'), tone: 'ok' })
    leave()
    void navigate({ to: '/settings/$', params: { _splat: `${section}/${saved.output.id}` } })
  }
  return (
    <Page
      title={rule?.title ?? r(`${section}.new`)}
      description={r(`${section}.text`)}
      back={<Back to={`/settings/${section}`} label={t(`section.${section}`)} />}
    >
      {kind === 'automation' && rule && <Replanning />}
      {rule?.failure && <Hint tone="warn">{r('failed', { reason: rule.failure.reason })}</Hint>}
      <Loaded query={fields}>
        {({ fields: known, placeholders }) => (
          <form id={formId} className={form['fields']} onSubmit={(event) => void submit(event)}>
            <Section title={r('about')}>
              <div className={form['fields']}>
                <div className={form['pair']}>
                  <TextField
                    label={r('title')}
                    isRequired
                    maxLength={120}
                    autoFocus={rule === null}
                    value={draft.title}
                    onChange={(title) => set({ title })}
                  />
                  <TextField
                    label={r('category')}
                    description={r('category.text')}
                    maxLength={60}
                    value={draft.category}
                    onChange={(category) => set({ category })}
                  />
                </div>
                <Switch isSelected={draft.active} onChange={(active) => set({ active })} description={r('active.text')}>
                  {r('active')}
                </Switch>
              </div>
            </Section>
            <Section title={r('when')} description={r(WHEN[kind])}>
              {draft.event !== null && (
                <RadioGroup
                  label={r('event')}
                  value={draft.event}
                  onChange={(event) => set({ event })}
                  items={events.map((id) => ({ id, label: r(`event.${id}`), description: r(`event.${id}.text`) }))}
                />
              )}
              {draft.event !== null && (
                <Switch isSelected={draft.once} onChange={(once) => set({ once })} description={r('once.text')}>
                  {r('once')}
                </Switch>
              )}
              <ConditionRows
                list="all"
                value={draft.all}
                onChange={(all) => set({ all })}
                fields={known}
                complaints={complaints}
              />
              <ConditionRows
                list="any"
                value={draft.any}
                onChange={(any) => set({ any })}
                fields={known}
                complaints={complaints}
              />
            </Section>
            <Section title={r('then')} description={r('then.text')}>
              <ActionRows
                kind={kind}
                value={draft.actions}
                onChange={(actions) => set({ actions })}
                placeholders={placeholders}
                complaints={complaints}
              />
            </Section>
            <SaveBar
              form={formId}
              isDirty={isDirty}
              isNew={rule === null}
              isPending={save.isPending}
              error={save.error}
              onReset={() => {
                reset()
                save.clear()
                if (rule === null) void navigate({ to: '/settings/$', params: { _splat: section } })
              }}
            />
          </form>
        )}
      </Loaded>
      <DryRun kind={kind} definition={definitionOf(draft)} ruleId={rule?.id ?? null} onComplaints={setTried} />
      {rule && <Firings ruleId={rule.id} />}
      {rule && <Versions rule={rule} />}
    </Page>
  )
}
