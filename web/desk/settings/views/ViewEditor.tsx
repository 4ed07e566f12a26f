import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate } from '@tanstack/react-router'
import { type FormEvent, useId, useState } from 'react'
import { type CustomView, type ViewGrouping, type ViewSorting } from '../../../../server/tickets/contract.ts'
import { buttonClass } from '../../../kit/ui/Button.tsx'
import { Page, Section } from '../../../kit/ui/Page.tsx'
import { Select } from '../../../kit/ui/Select.tsx'
import { Switch } from '../../../kit/ui/Switch.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { useViewsText } from '../../inbox/custom/text.ts'
import { Alert } from '../parts/Alert.tsx'
import { Back } from '../parts/Back.tsx'
import { type Complaint, complaintAt, complaintsIn } from '../parts/complaints.ts'
import form from '../parts/Form.module.css'
import { Loaded } from '../parts/Loaded.tsx'
import { SaveBar } from '../parts/SaveBar.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useDraft } from '../parts/useDraft.ts'
import { ConditionRows } from '../rules/ConditionRows.tsx'
import { useSettingsText } from '../text.ts'
import { Columns } from './Columns.tsx'
import { definitionOf, draftOf, sharingOf } from './draft.ts'
import { viewFieldsQuery } from './queries.ts'
import { SharingFields } from './SharingFields.tsx'
import { Tried } from './Tried.tsx'

const groupings: readonly ViewGrouping[] = [
  'status',
  'priority',
  'type',
  'groupId',
  'assigneeId',
  'channelId',
  'brandId',
]
const sortings: readonly ViewSorting[] = [
  'activityAt',
  'createdAt',
  'updatedAt',
  'waitingSince',
  'dueAt',
  'sla',
  'priority',
  'status',
  'subject',
]

/** A view: which tickets, for whom, what of them, in which order; and what it shows now. */
export function ViewEditor({ view }: { view: CustomView | null }) {
  const t = useSettingsText()
  const v = useViewsText()
  const navigate = useNavigate()
  const formId = useId()
  const fields = useQuery(viewFieldsQuery)
  const { draft, isDirty, set, reset, leave } = useDraft(draftOf(view), isSame)
  const save = useCommand<{ id: number }>('view.save', { refreshes: ['views', 'audit'] })
  const [tried, setTried] = useState<Complaint[]>([])
  const complaints = save.code === 'view_invalid' ? complaintsIn(save.details) : tried
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const { title, active } = draft
    const saved = await save.run({
      ...(view && { id: view.id, version: view.version }),
      title,
      active,
      sharing: sharingOf(draft),
      definition: definitionOf(draft),
    })
    if (!saved) return
    toast({ text: t('saved'), tone: 'ok' })
    leave()
    void navigate({ to: '/settings/$', params: { _splat: `views/${saved.output.id}` } })
  }
  return (
    <Page
      title={view?.title ?? v('views.new')}
      description={v('views.text')}
      back={<Back to="/settings/views" label={t('section.views')} />}
      actions={
        view?.active && (
          <Link to="/inbox/$view" params={{ view: `v${view.id}` }} className={buttonClass('quiet')}>
            {v('open')}
          </Link>
        )
      }
    >
      <Loaded query={fields}>
        {(known) => (
          <form id={formId} className={form['fields']} onSubmit={(event) => void submit(event)}>
            <Section title={v('about')}>
              <div className={form['fields']}>
                <TextField
                  label={v('title')}
                  isRequired
                  maxLength={80}
                  autoFocus={view === null}
                  value={draft.title}
                  onChange={(title) => set({ title })}
                  error={complaintAt(complaints, 'title') && v('wrong.title')}
                />
                <SharingFields draft={draft} onChange={set} />
                <Switch isSelected={draft.active} onChange={(active) => set({ active })} description={v('active.text')}>
                  {v('active')}
                </Switch>
              </div>
            </Section>
            <Section title={v('which')} description={v('which.text')}>
              {complaintAt(complaints, 'conditions') && <Alert>{v('wrong.conditions')}</Alert>}
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
            <Section title={v('what')} description={v('what.text')}>
              <Columns value={draft.columns} onChange={(columns) => set({ columns })} complaints={complaints} />
            </Section>
            <Section title={v('order')}>
              <div className={form['fields']}>
                <Select
                  label={v('group')}
                  value={draft.group}
                  items={[
                    { id: '', label: v('group.none') },
                    ...groupings.map((id) => ({ id, label: v(`column.${id}`) })),
                  ]}
                  onChange={(group) => set({ group })}
                />
                <div className={form['pair']}>
                  <Select
                    label={v('sort')}
                    value={draft.by}
                    items={sortings.map((id) => ({ id, label: v(`column.${id}`) }))}
                    onChange={(by) => set({ by })}
                  />
                  <Select
                    label={v('direction')}
                    value={draft.direction}
                    items={(['desc', 'asc'] as const).map((id) => ({ id, label: v(`direction.${id}`) }))}
                    onChange={(direction) => set({ direction })}
                  />
                </div>
              </div>
            </Section>
            <SaveBar
              form={formId}
              isDirty={isDirty}
              isNew={view === null}
              isPending={save.isPending}
              error={save.error}
              onReset={() => {
                reset()
                save.clear()
                if (view !== null) return
                leave()
                void navigate({ to: '/settings/$', params: { _splat: 'views' } })
              }}
            />
          </form>
        )}
      </Loaded>
      <Tried definition={definitionOf(draft)} onComplaints={setTried} />
    </Page>
  )
}

/** The order of columns matters. */
const isSame = (a: object, b: object): boolean => JSON.stringify(a) === JSON.stringify(b)
