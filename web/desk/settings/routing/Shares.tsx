import { Plus, X } from 'lucide-react'
import { Button } from '../../../kit/ui/Button.tsx'
import { IconButton } from '../../../kit/ui/IconButton.tsx'
import { type Complaint, complaintAt } from '../parts/complaints.ts'
import { Alert } from '../parts/Alert.tsx'
import form from '../parts/Form.module.css'
import { CountField } from './CountField.tsx'
import { GroupMarks } from './GroupMarks.tsx'
import { type QueueDraft, split, sumOf } from './queue-draft.ts'
import { useRoutingText } from './text.ts'
import css from './Routing.module.css'

const MOST = 5
type Shares = QueueDraft['shares']
type SharesProps = { value: Shares; onChange: (shares: Shares) => void; complaints: readonly Complaint[] }

/** Who is asked first: one set of groups; or several, each with its part of the work. */
export function Shares({ value, onChange, complaints }: SharesProps) {
  const r = useRoutingText()
  const isSplit = value.length > 1
  const sum = sumOf(value)
  const change = (index: number, share: Partial<Shares[number]>) =>
    onChange(value.map((each, n) => (n === index ? { ...each, ...share } : each)))
  return (
    <div className={form['fields']}>
      {value.map((share, index) => {
        const label = isSplit ? r('queues.share', { n: index + 1 }) : r('queues.groups')
        const wrong = complaintAt(complaints, `shares.${index}`)
        const groups = (
          <>
            {wrong && <Alert>{r('queues.groups.missing')}</Alert>}
            <GroupMarks
              label={r('queues.groups')}
              value={share.groupIds}
              onChange={(groupIds) => change(index, { groupIds })}
            />
          </>
        )
        if (!isSplit) return <div key="only">{groups}</div>
        return (
          <div
            // Parts have no name of their own, and hold no state but what is given.
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            className={css['share']}
            role="group"
            aria-label={label}
          >
            <div className={css['shareHead']}>
              <CountField
                label={r('queues.percent', { n: index + 1 })}
                value={share.percent}
                least={1}
                most={100}
                onChange={(percent) => change(index, { percent })}
              />
              <IconButton
                label={r('queues.share.remove', { n: index + 1 })}
                onPress={() => onChange(split(value.toSpliced(index, 1), value.length - 1))}
              >
                <X size={16} aria-hidden />
              </IconButton>
            </div>
            {groups}
          </div>
        )
      })}
      {isSplit && (
        <p className={`${form['description']} ${css['sum']}`} data-wrong={sum !== 100} role="status">
          {r('queues.sum', { n: sum, ok: String(sum === 100) })}
        </p>
      )}
      {value.length < MOST && (
        <div>
          <Button
            size="s"
            variant="quiet"
            icon={<Plus size={14} aria-hidden />}
            onPress={() => onChange(split(value, value.length + 1))}
          >
            {r('queues.split')}
          </Button>
          <p className={form['description']}>{r('queues.split.text')}</p>
        </div>
      )}
    </div>
  )
}
