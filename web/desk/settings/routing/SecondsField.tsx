import { useState } from 'react'
import { Select } from '../../../kit/ui/Select.tsx'
import { CountField } from './CountField.tsx'
import { mostOf, secondsOf, timeOf, units } from './time.ts'
import { useRoutingText } from './text.ts'
import css from './Routing.module.css'

type SecondsFieldProps = {
  label: string
  description?: string
  /** In seconds. */
  value: number
  least?: number
  most: number
  onChange: (seconds: number) => void
  error?: string | undefined
}

/** A time: a whole number and its unit. */
export function SecondsField({ label, description, value, least = 0, most, onChange, error }: SecondsFieldProps) {
  const r = useRoutingText()
  const [unit, setUnit] = useState(timeOf(value).unit)
  const shown = value % secondsOf(1, unit) === 0 ? unit : timeOf(value).unit
  const bounded = (seconds: number) => Math.min(most, Math.max(least, seconds))
  const amount = value / secondsOf(1, shown)
  return (
    <div className={css['time']}>
      <CountField
        label={label}
        {...(description === undefined ? {} : { description })}
        value={amount}
        least={Math.ceil(least / secondsOf(1, shown))}
        most={mostOf(shown, most)}
        onChange={(chosen) => onChange(bounded(secondsOf(chosen, shown)))}
        error={error}
      />
      <Select
        label={r('unit.of', { label })}
        hideLabel
        value={shown}
        onChange={(chosen) => {
          setUnit(chosen)
          onChange(bounded(secondsOf(amount, chosen)))
        }}
        items={units
          .filter((each) => mostOf(each, most) > 0)
          .map((each) => ({ id: each, label: r(`unit.${each}`, { n: amount }) }))}
      />
    </div>
  )
}
