import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useId, useState } from 'react'
import type { SlaPolicyView } from '../../../../server/tickets/contract.ts'
import { Page, Section } from '../../../kit/ui/Page.tsx'
import { Select } from '../../../kit/ui/Select.tsx'
import { Switch } from '../../../kit/ui/Switch.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { useSlaText } from '../../ticket/sla/text.ts'
import { Alert } from '../parts/Alert.tsx'
import { Back } from '../parts/Back.tsx'
import { complaintAt, complaintsIn } from '../parts/complaints.ts'
import form from '../parts/Form.module.css'
import { Loaded } from '../parts/Loaded.tsx'
import { SaveBar } from '../parts/SaveBar.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useDraft } from '../parts/useDraft.ts'
import { schedulesQuery } from '../queries.ts'
import { ConditionRows } from '../rules/ConditionRows.tsx'
import { useSettingsText } from '../text.ts'
import { contentOf, draftOf } from './draft.ts'
import { REFRESHES } from './PolicyList.tsx'
import { PolicyVersions } from './PolicyVersions.tsx'
import { policyFieldsQuery } from './queries.ts'
import { TargetsTable } from './TargetsTable.tsx'

/** A policy: for which tickets, what is promised, and which hours count. */
export function PolicyEditor({ policy }: { policy: SlaPolicyView | null }) {
  const t = useSettingsText()
  const s = useSlaText()
  const navigate = useNavigate()
  const formId = useId()
  const fields = useQuery(policyFieldsQuery)
  const schedules = useQuery(schedulesQuery).data ?? []
  const { draft, isDirty, set, reset, leave } = useDraft(draftOf(policy))
  const [unread, setUnread] = useState<ReadonlySet<string>>(new Set())
  const save = useCommand<{ id: number }>('sla_policy.save', { refreshes: REFRESHES })
  const complaints = save.code === 'sla_policy_invalid' ? complaintsIn(save.details) : []
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (unread.size > 0) return
    const about = policy && { id: policy.id, version: policy.version }
    const saved = await save.run({ ...about, ...contentOf(draft) })
    if (!saved) return
    toast({ text: t('saved'), tone: 'ok' })
    leave()
    void navigate({ to: '/settings/$', params: { _splat: `sla/${saved.output.id}` } })
  }
  const usual = schedules.find(({ isDefault }) => isDefault)
  return (
    <Page
      title={policy?.name ?? s('new')}
      description={s('text')}
      back={<Back to="/settings/sla" label={t('section.sla')} />}
    >
      <Loaded query={fields}>
        {(known) => (
          <form id={formId} className={form['fields']} onSubmit={(event) => void submit(event)}>
            <Section title={s('about')}>
              <div className={form['fields']}>
                <TextField
                  label={s('name')}
                  description={s('name.text')}
                  isRequired
                  maxLength={120}
                  autoFocus={policy === null}
                  value={draft.name}
                  onChange={(name) => set({ name })}
                />
                <Switch isSelected={draft.active} onChange={(active) => set({ active })} description={s('active.text')}>
                  {s('active')}
                </Switch>
              </div>
            </Section>
            <Section title={s('which')} description={s('which.text')}>
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
            <Section title={s('targets')} description={s('targets.text')}>
              <div className={form['fields']}>
                {complaintAt(complaints, 'targets') && <Alert>{s('targets.missing')}</Alert>}
                <TargetsTable value={draft.targets} onChange={(targets) => set({ targets })} onUnread={setUnread} />
                <Select
                  label={s('schedule')}
                  description={s('schedule.text')}
                  value={String(draft.scheduleId ?? '')}
                  items={[
                    { id: '', label: s('schedule.default', { name: usual?.name ?? s('schedule.none') }) },
                    ...schedules.map(({ id, name }) => ({ id: String(id), label: name })),
                  ]}
                  onChange={(id) => set({ scheduleId: id === '' ? null : Number(id) })}
                />
              </div>
            </Section>
            {policy !== null && <PolicyVersions policy={policy} />}
            <SaveBar
              form={formId}
              isDirty={isDirty}
              isNew={policy === null}
              isPending={save.isPending}
              error={unread.size > 0 ? s('limit.wrong') : save.error}
              onReset={() => {
                reset()
                save.clear()
                if (policy === null) void navigate({ to: '/settings/$', params: { _splat: 'sla' } })
              }}
            />
          </form>
        )}
      </Loaded>
    </Page>
  )
}
