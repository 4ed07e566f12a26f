import { type Dispatch, type SetStateAction, useState } from 'react'
import type { Metric, Targets } from '../../../../server/tickets/contract.ts'
import { metrics, slaPriorities } from '../../../../server/tickets/pure/sla-metrics.ts'
import { Select } from '../../../kit/ui/Select.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { useDeskText } from '../../app/text.ts'
import { minutesOf } from '../../ticket/sla/limit.ts'
import { useSlaText } from '../../ticket/sla/text.ts'
import { useLimitText } from '../../ticket/sla/useLimitText.ts'
import css from './TargetsTable.module.css'

type TargetsTableProps = {
  value: Targets
  onChange: (targets: Targets) => void
  /** The cells whose text says no time. */
  onUnread: Dispatch<SetStateAction<ReadonlySet<string>>>
}
const shown = slaPriorities.toReversed()

/** How soon, for each metric and priority; which hours count, for each priority. */
export function TargetsTable({ value, onChange, onUnread }: TargetsTableProps) {
  const s = useSlaText()
  const t = useDeskText()
  const mark = (cell: string, isUnread: boolean) =>
    onUnread((before) => {
      if (before.has(cell) === isUnread) return before
      const after = new Set(before)
      if (isUnread) after.add(cell)
      else after.delete(cell)
      return after
    })
  return (
    <div className={css['frame']} role="region" aria-label={s('targets')} tabIndex={0}>
      <table className={css['table']} role="table">
        <thead>
          <tr>
            <th scope="col">{s('metric')}</th>
            {shown.map((priority) => (
              <th key={priority} scope="col">
                {t(`priority.${priority}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {metrics.map((metric) => (
            <tr key={metric} role="row">
              <th scope="row" role="rowheader">
                {s(`metric.${metric}`)}
                <span className={css['about']}>{s(`metric.${metric}.text`)}</span>
              </th>
              {shown.map((priority) => (
                <td key={priority} role="cell" data-priority={t(`priority.${priority}`)}>
                  <Limit
                    label={s('limit', { metric: s(`metric.${metric}`), priority: t(`priority.${priority}`) })}
                    value={value[priority][metric]}
                    onChange={(minutes) => onChange(withLimit(value, priority, metric, minutes))}
                    onUnread={(isUnread) => mark(`${metric} ${priority}`, isUnread)}
                  />
                </td>
              ))}
            </tr>
          ))}
          <tr role="row">
            <th scope="row" role="rowheader">
              {s('hours')}
            </th>
            {shown.map((priority) => (
              <td key={priority} role="cell" data-priority={t(`priority.${priority}`)}>
                <Select
                  label={s('hours.of', { priority: t(`priority.${priority}`) })}
                  hideLabel
                  value={value[priority].business ? 'business' : 'calendar'}
                  items={(['calendar', 'business'] as const).map((id) => ({ id, label: s(`hours.${id}`) }))}
                  onChange={(hours) =>
                    onChange({ ...value, [priority]: { ...value[priority], business: hours === 'business' } })
                  }
                />
              </td>
            ))}
          </tr>
        </tbody>
      </table>
    </div>
  )
}

const withLimit = (targets: Targets, priority: keyof Targets, metric: Metric, minutes: number | null): Targets => ({
  ...targets,
  [priority]: { ...targets[priority], [metric]: minutes },
})

type LimitProps = {
  label: string
  value: number | null
  onChange: (minutes: number | null) => void
  onUnread: (isUnread: boolean) => void
}

/** A time as people write it; put into order when the field is left. */
function Limit({ label, value, onChange, onUnread }: LimitProps) {
  const s = useSlaText()
  const say = useLimitText()
  const [typed, setTyped] = useState<string | null>(null)
  const isWrong = typed !== null && minutesOf(typed) === undefined
  return (
    <TextField
      label={label}
      hideLabel
      placeholder={s('limit.none')}
      isInvalid={isWrong}
      value={typed ?? (value === null ? '' : say(value))}
      onChange={(text) => {
        setTyped(text)
        const minutes = minutesOf(text)
        onUnread(minutes === undefined)
        if (minutes !== undefined) onChange(minutes)
      }}
      onBlur={() => {
        if (!isWrong) setTyped(null)
      }}
    />
  )
}
