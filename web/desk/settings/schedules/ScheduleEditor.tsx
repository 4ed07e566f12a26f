import { Link, useNavigate } from '@tanstack/react-router'
import { Copy } from 'lucide-react'
import { type FormEvent, useId, useMemo, useState } from 'react'
import type { ScheduleView } from '../../../../server/schedules/contract.ts'
import { buttonClass } from '../../../kit/ui/Button.tsx'
import { Page, Section } from '../../../kit/ui/Page.tsx'
import { Switch } from '../../../kit/ui/Switch.tsx'
import { Tag } from '../../../kit/ui/Tag.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { Back } from '../parts/Back.tsx'
import { SaveBar } from '../parts/SaveBar.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useDraft } from '../parts/useDraft.ts'
import { useSettingsText } from '../text.ts'
import { DeleteSchedule } from './DeleteSchedule.tsx'
import { Holidays } from './Holidays.tsx'
import { draftOf, firstDraft } from './schedule-draft.ts'
import { useStatus } from './useStatus.ts'
import { Week } from './Week.tsx'
import { ZoneField } from './ZoneField.tsx'

type EditorProps = { schedule: ScheduleView | null; model: ScheduleView | null; isFirst: boolean }

/** Opening hours: name and place, the week, the holidays, and who goes by them. */
export function ScheduleEditor({ schedule, model, isFirst }: EditorProps) {
  const t = useSettingsText()
  const navigate = useNavigate()
  const formId = useId()
  const [begin] = useState(() =>
    model === null
      ? firstDraft(isFirst)
      : { ...draftOf(model), name: t('schedules.copyOf', { name: model.name }).slice(0, 80), isDefault: false },
  )
  const { draft, isDirty, set, reset, leave } = useDraft(schedule === null ? begin : draftOf(schedule))
  const save = useCommand<{ id: number }>('schedule.save', { refreshes: ['schedules', 'channels', 'audit'] })
  const go = (path: string) => {
    leave()
    void navigate({ to: '/settings/$', params: { _splat: path } })
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const saved = await save.run({ ...(schedule && { id: schedule.id }), ...draft, name: draft.name.trim() })
    if (!saved) return
    toast({ text: schedule ? t('saved') : t('schedules.made', { name: draft.name.trim() }), tone: 'ok' })
    if (schedule === null) go(`schedules/${saved.output.id}`)
    else reset()
  }
  const { timeZone, week, holidays } = draft
  const hours = useMemo(() => ({ timeZone, week, holidays }), [timeZone, week, holidays])
  const status = useStatus(hours)
  return (
    <Page
      title={schedule?.name ?? t('schedules.new')}
      back={<Back to="/settings/schedules" label={t('section.schedules')} />}
      actions={
        <>
          <span role="status">
            <Tag tone={status.isOpen ? 'ok' : 'plain'}>{status.text}</Tag>
          </span>
          {schedule && (
            <Link
              to="/settings/$"
              params={{ _splat: `schedules/new/${schedule.id}` }}
              className={buttonClass('plain', 's')}
            >
              <Copy size={14} aria-hidden />
              {t('schedules.duplicate')}
            </Link>
          )}
        </>
      }
    >
      <form id={formId} onSubmit={(event) => void submit(event)}>
        <Section title={t('schedules.basics')}>
          <TextField
            label={t('schedules.name')}
            description={t('schedules.name.text')}
            isRequired
            maxLength={80}
            autoFocus={schedule === null}
            value={draft.name}
            onChange={(name) => set({ name })}
            error={save.errorOf('name')}
          />
          <ZoneField
            value={timeZone}
            onChange={(zone) => set({ timeZone: zone })}
            error={save.errorOf('timeZone', 'time_zone_unknown')}
          />
          <Switch
            isSelected={draft.isDefault}
            onChange={(isDefault) => set({ isDefault })}
            description={t('schedules.isDefault.text')}
          >
            {t('schedules.isDefault')}
          </Switch>
        </Section>
        <Section title={t('schedules.week')} description={t('schedules.week.text')}>
          <Week value={week} onChange={(next) => set({ week: next })} />
        </Section>
        <Holidays value={holidays} timeZone={timeZone} onChange={(next) => set({ holidays: next })} />
        <SaveBar
          form={formId}
          isDirty={isDirty}
          isNew={schedule === null}
          isPending={save.isPending}
          error={save.errorBesides(['name', 'timeZone'], 'time_zone_unknown')}
          onReset={() => {
            reset()
            save.clear()
            if (schedule === null) go('schedules')
          }}
        />
      </form>
      {schedule && <DeleteSchedule schedule={schedule} onDeleted={() => go('schedules')} />}
    </Page>
  )
}
