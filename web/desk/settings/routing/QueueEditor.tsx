import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useId, useState } from 'react'
import type { QueueView } from '../../../../server/routing/contract.ts'
import { Page, Section } from '../../../kit/ui/Page.tsx'
import { RadioGroup } from '../../../kit/ui/RadioGroup.tsx'
import { Switch } from '../../../kit/ui/Switch.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { Back } from '../parts/Back.tsx'
import { complaintAt, complaintsIn } from '../parts/complaints.ts'
import form from '../parts/Form.module.css'
import { Loaded } from '../parts/Loaded.tsx'
import { SaveBar } from '../parts/SaveBar.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useDraft } from '../parts/useDraft.ts'
import { ConditionRows } from '../rules/ConditionRows.tsx'
import { useSettingsText } from '../text.ts'
import { CountField } from './CountField.tsx'
import { GroupMarks } from './GroupMarks.tsx'
import { Overflow } from './Overflow.tsx'
import { contentOf, draftOf, sumOf } from './queue-draft.ts'
import { queueFieldsQuery, REFRESHES } from './queries.ts'
import { SecondsField } from './SecondsField.tsx'
import { Shares } from './Shares.tsx'
import { useRoutingText } from './text.ts'

type QueueEditorProps = { queue: QueueView | null; others: readonly QueueView[] }

/** A queue: what comes into it, who takes it, in which order, where it goes when nobody does, and what is promised. */
export function QueueEditor({ queue, others }: QueueEditorProps) {
  const t = useSettingsText()
  const r = useRoutingText()
  const navigate = useNavigate()
  const formId = useId()
  const fields = useQuery(queueFieldsQuery)
  const { draft, isDirty, set, reset, leave } = useDraft(draftOf(queue))
  const [wrong, setWrong] = useState<string | null>(null)
  const save = useCommand<{ id: number }>('queue.save', { refreshes: REFRESHES })
  const complaints = save.code === 'queue_invalid' ? complaintsIn(save.details) : []
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    // What the form itself can see is said before anything is sent.
    const missing = draft.shares.some(({ groupIds }) => groupIds.length === 0)
    const uneven = sumOf(draft.shares) !== 100
    setWrong(
      missing ? r('queues.groups.none') : uneven ? r('queues.sum', { n: sumOf(draft.shares), ok: 'false' }) : null,
    )
    if (missing || uneven) return
    const about = queue && { id: queue.id, version: queue.version }
    const saved = await save.run({ ...about, ...contentOf(draft), name: draft.name.trim() })
    if (!saved) return
    toast({ text: t('saved'), tone: 'ok' })
    leave()
    void navigate({ to: '/settings/$', params: { _splat: queue === null ? 'queues' : `queues/${saved.output.id}` } })
  }
  return (
    <Page
      title={queue?.name ?? r('queues.new')}
      description={r('queues.text')}
      back={<Back to="/settings/queues" label={t('section.queues')} />}
    >
      <Loaded query={fields}>
        {(known) => (
          <form id={formId} className={form['fields']} onSubmit={(event) => void submit(event)}>
            <Section title={r('queues.about')}>
              <div className={form['fields']}>
                <TextField
                  label={r('queues.name')}
                  description={r('queues.name.text')}
                  isRequired
                  maxLength={60}
                  autoFocus={queue === null}
                  value={draft.name}
                  onChange={(name) => set({ name })}
                  error={complaintAt(complaints, 'name') && r('queues.name.missing')}
                />
                <Switch
                  isSelected={draft.active}
                  onChange={(active) => set({ active })}
                  description={r('queues.active.text')}
                >
                  {r('queues.active')}
                </Switch>
              </div>
            </Section>
            <Section title={r('queues.which')} description={r('queues.which.text')}>
              {(['all', 'any'] as const).map((list) => (
                <ConditionRows
                  key={list}
                  list={list}
                  value={draft[list]}
                  onChange={(value) => set({ [list]: value })}
                  fields={known}
                  complaints={complaints}
                />
              ))}
            </Section>
            <Section title={r('queues.who')} description={r('queues.who.text')}>
              <Shares value={draft.shares} onChange={(shares) => set({ shares })} complaints={complaints} />
              <GroupMarks
                label={r('queues.secondary')}
                value={draft.secondaryGroupIds}
                onChange={(secondaryGroupIds) => set({ secondaryGroupIds })}
              />
              <p className={form['description']}>{r('queues.secondary.text')}</p>
            </Section>
            <Section title={r('queues.order')}>
              <RadioGroup
                label={r('queues.order.by')}
                value={draft.orderedBy}
                onChange={(orderedBy) => set({ orderedBy })}
                items={(['priority', 'sla'] as const).map((id) => ({
                  id,
                  label: r(`order.${id}`),
                  description: r(`order.${id}.text`),
                }))}
              />
            </Section>
            <Section title={r('queues.late')}>
              <Overflow
                draft={draft}
                set={set}
                others={others.filter(({ id }) => id !== queue?.id)}
                complaints={complaints}
              />
            </Section>
            <Section title={r('queues.promise')} description={r('queues.promise.text')}>
              <div className={form['pair']}>
                <CountField
                  label={r('queues.promise.percent')}
                  value={draft.targetPercent}
                  least={1}
                  most={100}
                  onChange={(targetPercent) => set({ targetPercent })}
                />
                <SecondsField
                  label={r('queues.promise.within')}
                  value={draft.targetSeconds}
                  least={1}
                  most={604_800}
                  onChange={(targetSeconds) => set({ targetSeconds })}
                />
              </div>
            </Section>
            <SaveBar
              form={formId}
              isDirty={isDirty}
              isNew={queue === null}
              isPending={save.isPending}
              error={wrong ?? save.error}
              onReset={() => {
                reset()
                setWrong(null)
                save.clear()
                if (queue !== null) return
                leave()
                void navigate({ to: '/settings/$', params: { _splat: 'queues' } })
              }}
            />
          </form>
        )}
      </Loaded>
    </Page>
  )
}
