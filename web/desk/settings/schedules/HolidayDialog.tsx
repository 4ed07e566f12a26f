import { type FormEvent, useState } from 'react'
import type { Holiday } from '../../../../server/schedules/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { Checkbox } from '../../../kit/ui/Checkbox.tsx'
import { Dialog } from '../../../kit/ui/Dialog.tsx'
import { RadioGroup } from '../../../kit/ui/RadioGroup.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import form from '../parts/Form.module.css'
import { useSettingsText } from '../text.ts'
import { clockOf, minuteOf } from './week.ts'
import css from './Schedules.module.css'

type DialogProps = {
  holiday: Holiday | null
  today: string
  onSave: (holiday: Holiday) => void
  onClose: () => void
}

const DAY_MS = 86_400_000
const LONGEST_DAYS = 366

/** One holiday: its days, whether each year, and whether only for hours of the day. */
export function HolidayDialog({ holiday, today, onSave, onClose }: DialogProps) {
  const t = useSettingsText()
  const [name, setName] = useState(holiday?.name ?? '')
  const [from, setFrom] = useState(holiday?.from ?? today)
  const [to, setTo] = useState(holiday?.to ?? today)
  const [yearly, setYearly] = useState(holiday?.yearly ?? false)
  const [isWhole, setWhole] = useState((holiday?.hours ?? null) === null)
  const [opens, setOpens] = useState(clockOf(holiday?.hours?.from ?? 720))
  const [closes, setCloses] = useState(clockOf(holiday?.hours?.to ?? 1080))
  const [isTried, setTried] = useState(false)
  const begin = minuteOf(opens)
  // Midnight as an end is that of the day's end.
  const end = minuteOf(closes) || 1440
  const days = (Date.parse(to) - Date.parse(from)) / DAY_MS
  const isDaysWrong = !(days >= 0 && days < LONGEST_DAYS)
  const isHoursWrong = !isWhole && (begin === null || end <= begin)
  const isNameless = name.trim() === ''
  const submit = (event: FormEvent) => {
    event.preventDefault()
    // A dialog stands outside of the page's form, but its events do not.
    event.stopPropagation()
    setTried(true)
    if (isNameless || isDaysWrong || isHoursWrong) return
    onSave({ name: name.trim(), from, to, yearly, hours: isWhole || begin === null ? null : { from: begin, to: end } })
    onClose()
  }
  return (
    <Dialog
      title={t(holiday ? 'holidays.editing' : 'holidays.add')}
      isOpen
      onClose={onClose}
      size="m"
      footer={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button variant="primary" type="submit" form="holiday">
            {t('done')}
          </Button>
        </>
      }
    >
      <form id="holiday" noValidate className={form['fields']} onSubmit={submit}>
        <TextField
          label={t('holidays.name')}
          isRequired
          autoFocus
          maxLength={120}
          value={name}
          onChange={setName}
          error={isTried && isNameless ? t('holidays.name.missing') : undefined}
        />
        <div className={form['pair']}>
          <TextField
            type="date"
            label={t('holidays.first')}
            isRequired
            value={from}
            onChange={(date) => {
              setFrom(date)
              if (to < date) setTo(date)
            }}
          />
          <TextField
            type="date"
            label={t('holidays.last')}
            isRequired
            value={to}
            onChange={setTo}
            error={isDaysWrong ? t('holidays.days.wrong') : undefined}
          />
        </div>
        <Checkbox isSelected={yearly} onChange={setYearly} description={t('holidays.yearly.text')}>
          {t('holidays.yearly')}
        </Checkbox>
        <RadioGroup
          label={t('holidays.closed')}
          value={isWhole ? 'whole' : 'part'}
          onChange={(choice) => setWhole(choice === 'whole')}
          items={[
            { id: 'whole', label: t('holidays.wholeDay') },
            { id: 'part', label: t('holidays.part') },
          ]}
        />
        {!isWhole && (
          <div className={css['times']}>
            <TextField
              type="time"
              label={t('holidays.closedFrom')}
              className={css['time'] ?? ''}
              isRequired
              value={opens}
              onChange={setOpens}
            />
            <TextField
              type="time"
              label={t('holidays.closedTo')}
              className={css['time'] ?? ''}
              isRequired
              value={closes}
              onChange={setCloses}
              error={isHoursWrong ? t('holidays.hours.wrong') : undefined}
            />
          </div>
        )}
      </form>
    </Dialog>
  )
}
