import { useState } from 'react'
import { type Holiday, MOST_HOLIDAYS, type ParsedCalendar } from '../../../../server/schedules/contract.ts'
import { parseCalendar } from '../../../../server/schedules/pure/parse-calendar.ts'
import { Refused } from '../../../kit/http.ts'
import { useRefusalText } from '../../../kit/i18n.tsx'
import { Button } from '../../../kit/ui/Button.tsx'
import { Checkbox } from '../../../kit/ui/Checkbox.tsx'
import { Dialog } from '../../../kit/ui/Dialog.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { Alert, Hint } from '../parts/Alert.tsx'
import { FileField } from '../parts/FileField.tsx'
import form from '../parts/Form.module.css'
import { useSettingsText } from '../text.ts'
import { isKnown, nextDate } from './holidays.ts'
import { useHolidayText } from './useHolidayText.ts'
import css from './Schedules.module.css'

type ImportProps = {
  known: readonly Holiday[]
  timeZone: string
  today: string
  onAdd: (holidays: Holiday[]) => void
  onClose: () => void
}
type Read = ParsedCalendar | { refused: unknown } | null

const MOST_CHARACTERS = 500_000

/** An iCalendar file or text: what it says is shown before any of it is taken. Nothing is stored until the page is saved. */
export function ImportDialog({ known, timeZone, today, onAdd, onClose }: ImportProps) {
  const t = useSettingsText()
  const say = useRefusalText()
  const [text, setText] = useState('')
  const [read, setRead] = useState<Read>(null)
  const [left, setLeft] = useState<ReadonlySet<number>>(new Set())
  const look = (ics: string) => {
    setText(ics)
    const found = ics.trim() === '' ? null : readCalendar(ics, { timeZone, thisYear: Number(today.slice(0, 4)) })
    setRead(found)
    if (found === null || 'refused' in found) return
    // What is over is left out, unless it is wanted.
    setLeft(new Set(found.holidays.flatMap((holiday, index) => (nextDate(holiday, today) === null ? [index] : []))))
  }
  const open = async (file: File) => {
    if (file.size > MOST_CHARACTERS) setRead({ refused: new Refused('too_many_holidays') })
    else look(await file.text())
  }
  const holidays = read !== null && 'holidays' in read ? read.holidays : []
  const chosen = holidays.filter((holiday, index) => !left.has(index) && !isKnown(known, holiday))
  const isFull = known.length + chosen.length > MOST_HOLIDAYS
  return (
    <Dialog
      title={t('import.title')}
      isOpen
      onClose={onClose}
      size="m"
      footer={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button
            variant="primary"
            isDisabled={chosen.length === 0 || isFull}
            onPress={() => {
              onAdd(chosen)
              onClose()
            }}
          >
            {t('import.add', { n: chosen.length })}
          </Button>
        </>
      }
    >
      <div className={form['fields']}>
        <p className={form['text']}>{t('import.text')}</p>
        <FileField label={t('import.file')} accept=".ics,text/calendar" onChoose={(file) => void open(file)} />
        <TextField
          label={t('import.paste')}
          rows={4}
          maxLength={MOST_CHARACTERS}
          placeholder="BEGIN:VCALENDAR"
          value={text}
          onChange={look}
        />
        {read !== null && 'refused' in read && <Alert>{say(read.refused)}</Alert>}
        {isFull && <Alert>{say(new Refused('too_many_holidays'))}</Alert>}
        {read !== null && 'holidays' in read && (
          <Found read={read} known={known} today={today} left={left} onLeave={setLeft} />
        )}
      </div>
    </Dialog>
  )
}

type FoundProps = {
  read: ParsedCalendar
  known: readonly Holiday[]
  today: string
  left: ReadonlySet<number>
  onLeave: (left: ReadonlySet<number>) => void
}

function Found({ read, known, today, left, onLeave }: FoundProps) {
  const t = useSettingsText()
  const words = useHolidayText()
  const { holidays, skipped } = read
  const toggle = (index: number, isTaken: boolean) => {
    const next = new Set(left)
    if (isTaken) next.delete(index)
    else next.add(index)
    onLeave(next)
  }
  return (
    <>
      <Hint tone={holidays.length > 0 ? 'ok' : 'warn'}>{t('import.found', { n: holidays.length })}</Hint>
      {holidays.length > 0 && (
        <ul className={css['found']} aria-label={t('import.found', { n: holidays.length })}>
          {holidays.map((holiday, index) => {
            const isThere = isKnown(known, holiday)
            const next = nextDate(holiday, today)
            const facts = [
              words.days(holiday, next),
              ...(holiday.hours === null ? [] : [words.hours(holiday)]),
              ...(isThere ? [t('import.known')] : next === null ? [t('holidays.over')] : []),
            ]
            return (
              <li key={index}>
                <Checkbox
                  isSelected={!left.has(index) && !isThere}
                  isDisabled={isThere}
                  onChange={(isTaken) => toggle(index, isTaken)}
                  description={facts.join(' · ')}
                >
                  {holiday.name}
                </Checkbox>
              </li>
            )
          })}
        </ul>
      )}
      {skipped.length > 0 && (
        <details className={css['skipped']}>
          <summary>{t('import.skipped', { n: skipped.length })}</summary>
          <ul>
            {skipped.map(({ name, line, reason }) => (
              <li key={line}>{t('import.skippedOne', { name, line, reason: t(`import.reason.${reason}`) })}</li>
            ))}
          </ul>
        </details>
      )}
    </>
  )
}

function readCalendar(
  ics: string,
  place: { timeZone: string; thisYear: number },
): ParsedCalendar | { refused: Refused } {
  try {
    return parseCalendar(ics, place)
  } catch (error) {
    const code = error instanceof Error && 'code' in error ? String(error.code) : 'internal'
    return { refused: new Refused(code) }
  }
}
