import { Copy, Plus, X } from 'lucide-react'
import type { Span } from '../../../../server/schedules/contract.ts'
import field from '../../../kit/ui/Field.module.css'
import { IconButton } from '../../../kit/ui/IconButton.tsx'
import { Menu } from '../../../kit/ui/Menu.tsx'
import { useSettingsText } from '../text.ts'
import { DayTrack } from './DayTrack.tsx'
import { useWeekdays } from './useWeekText.ts'
import { clockOf, copied, DAY, minuteOf, nextSpan, replaced, spanOf, spansOn, WEEKDAYS, without } from './week.ts'
import css from './Week.module.css'

type WeekProps = { value: readonly Span[]; onChange: (week: Span[]) => void }

/** Seven days: a line to drag on, and the same as times to type. */
export function Week({ value, onChange }: WeekProps) {
  const t = useSettingsText()
  return (
    <div className={css['week']}>
      <div className={css['scale']} aria-hidden>
        {[0, 6, 12, 18, 24].map((hour) => (
          <span key={hour}>{clockOf(hour * 60)}</span>
        ))}
      </div>
      <ul aria-label={t('schedules.week')} className={css['days']}>
        {WEEKDAYS.map((day) => (
          <Day key={day} day={day} value={value} onChange={onChange} />
        ))}
      </ul>
    </div>
  )
}

function Day({ day, value, onChange }: WeekProps & { day: number }) {
  const t = useSettingsText()
  const weekday = useWeekdays('long')
  const spans = spansOn(value, day)
  const name = weekday(day)
  const act = (id: string) => {
    if (id === 'closed') onChange(value.filter((span) => span.day !== day))
    else if (id === 'whole') onChange([...value.filter((span) => span.day !== day), { day, from: 0, to: DAY }])
    else onChange(copied(value, day, id === 'workdays' ? [1, 2, 3, 4, 5] : WEEKDAYS))
  }
  return (
    <li className={css['day']}>
      <b>{name}</b>
      <DayTrack day={day} name={name} week={value} onChange={onChange} />
      <div className={css['spans']}>
        {spans.length === 0 && <span className={css['closed']}>{t('schedules.closed')}</span>}
        {spans.map(({ span, index }) => (
          <SpanFields
            key={index}
            name={name}
            span={span}
            onChange={(next) => onChange(next === null ? without(value, index) : replaced(value, index, next))}
          />
        ))}
        <span className={css['actions']}>
          <IconButton
            size="s"
            label={t('schedules.addSpan', { day: name })}
            onPress={() => onChange([...value, nextSpan(value, day)])}
          >
            <Plus size={15} aria-hidden />
          </IconButton>
          <Menu
            label={t('schedules.dayActions', { day: name })}
            trigger={
              <IconButton size="s" label={t('schedules.dayActions', { day: name })}>
                <Copy size={14} aria-hidden />
              </IconButton>
            }
            placement="bottom end"
            groups={[
              {
                entries: [
                  { id: 'workdays', label: t('schedules.copy.workdays') },
                  { id: 'all', label: t('schedules.copy.all') },
                ],
              },
              {
                entries: [
                  { id: 'whole', label: t('schedules.whole') },
                  { id: 'closed', label: t('schedules.closed') },
                ],
              },
            ]}
            onAction={act}
          />
        </span>
      </div>
    </li>
  )
}

type SpanFieldsProps = { name: string; span: Span; onChange: (span: Span | null) => void }

function SpanFields({ name, span, onChange }: SpanFieldsProps) {
  const t = useSettingsText()
  const from = clockOf(span.from)
  const change = (text: string, write: (minute: number) => Span) => {
    const minute = minuteOf(text)
    if (minute !== null) onChange(write(minute))
  }
  return (
    <span className={css['span']}>
      <input
        type="time"
        required
        className={field['input']}
        aria-label={t('schedules.from', { day: name })}
        value={from}
        onChange={(event) => change(event.target.value, (minute) => spanOf(span.day, minute, span.to % DAY))}
      />
      <span aria-hidden>–</span>
      <input
        type="time"
        required
        className={field['input']}
        aria-label={t('schedules.to', { day: name })}
        value={clockOf(span.to)}
        onChange={(event) => change(event.target.value, (minute) => spanOf(span.day, span.from, minute))}
      />
      {span.to > DAY && <span className={css['next']}>{t('schedules.nextDay')}</span>}
      <IconButton size="s" label={t('schedules.removeSpan', { day: name, from })} onPress={() => onChange(null)}>
        <X size={14} aria-hidden />
      </IconButton>
    </span>
  )
}
