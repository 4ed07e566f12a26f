import { ChevronDown } from 'lucide-react'
import { useId } from 'react'
import { Button } from 'react-aria-components/Button'
import { isTimeZone } from '../../../../server/schedules/pure/zone.ts'
import field from '../../../kit/ui/Field.module.css'
import { Picker } from '../../../kit/ui/Picker.tsx'
import { useTimes } from '../../app/times.ts'
import { useSettingsText } from '../text.ts'

/** Browsers list some zones by the names they had before; the new ones are known to them all the same. */
const RENAMED = [
  'Africa/Asmara',
  'America/Argentina/Buenos_Aires',
  'America/Nuuk',
  'Asia/Ho_Chi_Minh',
  'Asia/Kathmandu',
  'Asia/Kolkata',
  'Asia/Yangon',
  'Atlantic/Faroe',
  'Europe/Kyiv',
  'Pacific/Chuuk',
  'Pacific/Pohnpei',
]

type ZoneFieldProps = { value: string; onChange: (zone: string) => void; error?: string | undefined }

/** Choose a time zone by a few letters of a city; it shows what the clocks say there. */
export function ZoneField({ value, onChange, error }: ZoneFieldProps) {
  const t = useSettingsText()
  const clock = useTimes().clockIn(value)
  const [label, chosen, described] = [useId(), useId(), useId()]
  const zones = [
    ...new Set([value, 'UTC', ...RENAMED.filter(isTimeZone), ...Intl.supportedValuesOf('timeZone')]),
  ].toSorted()
  return (
    <div className={field['field']}>
      <span id={label} className={field['label']}>
        {t('schedules.zone')}
      </span>
      <Picker
        label={t('schedules.zone.search')}
        none={t('schedules.zone.none')}
        value={value}
        onChange={onChange}
        items={zones.map((id) => ({ id, label: id.replaceAll('_', ' ') }))}
        trigger={
          <Button
            aria-labelledby={`${label} ${chosen}`}
            aria-describedby={described}
            className={`${field['input']} ${field['select']}`}
          >
            <span id={chosen} className={field['value']}>
              {value.replaceAll('_', ' ')}
            </span>
            <ChevronDown size={16} aria-hidden />
          </Button>
        }
      />
      <span id={described} className={error ? field['error'] : field['description']}>
        {error ?? (clock && t('schedules.zone.text', { clock }))}
      </span>
    </div>
  )
}
