import { CalendarPlus, Pencil, Plus, X } from 'lucide-react'
import { useState } from 'react'
import type { Holiday } from '../../../../server/schedules/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { IconButton } from '../../../kit/ui/IconButton.tsx'
import { Section } from '../../../kit/ui/Page.tsx'
import { Table } from '../../../kit/ui/Table.tsx'
import { useTimes } from '../../app/times.ts'
import form from '../parts/Form.module.css'
import { useSettingsText } from '../text.ts'
import { HolidayDialog } from './HolidayDialog.tsx'
import { inOrder } from './holidays.ts'
import { ImportDialog } from './ImportDialog.tsx'
import { useHolidayText } from './useHolidayText.ts'
import css from './Schedules.module.css'

type HolidaysProps = { value: readonly Holiday[]; timeZone: string; onChange: (holidays: Holiday[]) => void }

/** The days that are closed whatever the week says, the next one first. */
export function Holidays({ value, timeZone, onChange }: HolidaysProps) {
  const t = useSettingsText()
  const say = useHolidayText()
  const [editing, setEditing] = useState<number | 'new' | null>(null)
  const [isImporting, setImporting] = useState(false)
  const today = new Date(useTimes().now).toISOString().slice(0, 10)
  const rows = inOrder(value, today)
  const put = (holiday: Holiday) =>
    onChange(
      editing === 'new' ? [...value, holiday] : value.map((known, index) => (index === editing ? holiday : known)),
    )
  const add = (
    <div className={form['actions']}>
      <Button icon={<Plus size={16} aria-hidden />} onPress={() => setEditing('new')}>
        {t('holidays.add')}
      </Button>
      <Button icon={<CalendarPlus size={16} aria-hidden />} onPress={() => setImporting(true)}>
        {t('holidays.import')}
      </Button>
    </div>
  )
  return (
    <Section title={t('holidays')} description={t('holidays.text')}>
      {add}
      <Table
        label={t('holidays')}
        rows={rows}
        rowKey={({ index }) => index}
        empty={<p className={form['text']}>{t('holidays.none')}</p>}
        columns={[
          {
            id: 'name',
            title: t('holidays.name'),
            cell: ({ holiday, next }) => <span className={next === null ? css['over'] : ''}>{holiday.name}</span>,
          },
          {
            id: 'when',
            title: t('holidays.when'),
            cell: ({ holiday, next }) => (
              <span className={next === null ? css['over'] : ''}>
                {say.days(holiday, next)}
                {next === null && ` · ${t('holidays.over')}`}
              </span>
            ),
          },
          {
            id: 'closed',
            title: t('holidays.closed'),
            isWideOnly: true,
            cell: ({ holiday }) => say.hours(holiday),
          },
          {
            id: 'actions',
            title: t('holidays.actions'),
            hideTitle: true,
            width: '84px',
            cell: ({ holiday, index }) => (
              <span className={css['rowActions']}>
                <IconButton
                  size="s"
                  label={t('holidays.edit', { name: holiday.name })}
                  onPress={() => setEditing(index)}
                >
                  <Pencil size={14} aria-hidden />
                </IconButton>
                <IconButton
                  size="s"
                  label={t('holidays.remove', { name: holiday.name })}
                  onPress={() => onChange(value.filter((_, each) => each !== index))}
                >
                  <X size={14} aria-hidden />
                </IconButton>
              </span>
            ),
          },
        ]}
      />
      {editing !== null && (
        <HolidayDialog
          holiday={editing === 'new' ? null : (value[editing] ?? null)}
          today={today}
          onSave={put}
          onClose={() => setEditing(null)}
        />
      )}
      {isImporting && (
        <ImportDialog
          known={value}
          timeZone={timeZone}
          today={today}
          onAdd={(more) => onChange([...value, ...more])}
          onClose={() => setImporting(false)}
        />
      )}
    </Section>
  )
}
