import { X } from 'lucide-react'
import { IconButton } from '../../../kit/ui/IconButton.tsx'
import { Select } from '../../../kit/ui/Select.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import form from '../parts/Form.module.css'
import { TextsField } from '../parts/TextsField.tsx'
import { useEndingsText } from './endings-text.ts'
import { MinutesField } from './MinutesField.tsx'
import type { Step } from './silence-draft.ts'
import css from './Silence.module.css'

type StepFieldsProps = {
  index: number
  step: Step
  /** False: a step after it would never come. */
  mayStand: boolean
  onChange: (step: Step) => void
  onRemove: (() => void) | null
}
const statuses = ['keep', 'pending', 'hold', 'solved'] as const

/** One step of the silence: when, what is said, what becomes of the ticket. */
export function StepFields({ index, step, mayStand, onChange, onRemove }: StepFieldsProps) {
  const e = useEndingsText()
  const set = (change: Partial<Step>) => onChange({ ...step, ...change })
  const n = index + 1
  return (
    <fieldset className={css['step']}>
      <legend>{e('silence.step', { n })}</legend>
      {onRemove && (
        <span className={css['remove']}>
          <IconButton label={e('silence.remove', { n })} onPress={onRemove}>
            <X size={16} aria-hidden />
          </IconButton>
        </span>
      )}
      <div className={css['row']}>
        <MinutesField
          label={e(index === 0 ? 'silence.after.first' : 'silence.after')}
          least={1}
          value={step.afterMinutes}
          onChange={(afterMinutes) => set({ afterMinutes })}
        />
        <Select
          label={e('silence.status')}
          value={step.status ?? 'keep'}
          items={statuses.map((id) => ({ id, label: e(`silence.status.${id}`) }))}
          error={mayStand ? undefined : e('silence.status.last')}
          onChange={(status) => set({ status: status === 'keep' ? null : status })}
        />
        <TextField
          label={e('silence.tags')}
          description={e('silence.tags.text')}
          value={step.tags.join(', ')}
          maxLength={300}
          onChange={(text) => set({ tags: text === '' ? [] : text.split(',').map((tag) => tag.trimStart()) })}
        />
      </div>
      <div className={form['fields']}>
        <TextsField
          label={e('silence.reminder')}
          description={e('silence.reminder.text')}
          value={step.text}
          onChange={(text) => set({ text })}
          rows={3}
          maxLength={1000}
        />
      </div>
    </fieldset>
  )
}
