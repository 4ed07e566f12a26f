import type { QueueView } from '../../../../server/routing/contract.ts'
import { Select } from '../../../kit/ui/Select.tsx'
import { Switch } from '../../../kit/ui/Switch.tsx'
import { type Complaint, complaintAt } from '../parts/complaints.ts'
import form from '../parts/Form.module.css'
import type { QueueDraft } from './queue-draft.ts'
import { SecondsField } from './SecondsField.tsx'
import { useRoutingText } from './text.ts'

type OverflowProps = {
  draft: QueueDraft
  set: (change: Partial<QueueDraft>) => void
  others: readonly QueueView[]
  complaints: readonly Complaint[]
}
const FIRST_SECONDS = 300

/** Where work goes that nobody took in time. */
export function Overflow({ draft, set, others, complaints }: OverflowProps) {
  const r = useRoutingText()
  const isOn = draft.overflowSeconds !== null
  const complaint = complaintAt(complaints, 'overflowQueueId')
  return (
    <div className={form['fields']}>
      <Switch
        isSelected={isOn}
        isDisabled={!isOn && others.length === 0}
        description={others.length === 0 ? r('queues.overflow.noOther') : r('queues.overflow.text')}
        onChange={(on) =>
          set({
            overflowSeconds: on ? FIRST_SECONDS : null,
            overflowQueueId: on ? (others[0]?.id ?? null) : null,
          })
        }
      >
        {r('queues.overflow')}
      </Switch>
      {draft.overflowSeconds !== null && (
        <div className={form['pair']}>
          <SecondsField
            label={r('queues.overflow.after')}
            value={draft.overflowSeconds}
            least={1}
            most={604_800}
            onChange={(overflowSeconds) => set({ overflowSeconds })}
          />
          <Select
            label={r('queues.overflow.to')}
            value={draft.overflowQueueId === null ? null : String(draft.overflowQueueId)}
            items={others.map(({ id, name }) => ({ id: String(id), label: name }))}
            onChange={(id) => set({ overflowQueueId: Number(id) })}
            error={
              complaint && r(complaint.message === 'circle' ? 'queues.overflow.circle' : 'queues.overflow.missing')
            }
          />
        </div>
      )}
    </div>
  )
}
