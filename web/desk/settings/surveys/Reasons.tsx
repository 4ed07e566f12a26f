import { Plus, X } from 'lucide-react'
import type { SurveyDefinition } from '../../../../server/surveys/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { IconButton } from '../../../kit/ui/IconButton.tsx'
import { useSurveysText } from '../../satisfaction/text.ts'
import { type Complaint, complaintAt } from '../parts/complaints.ts'
import { TextsField } from '../parts/TextsField.tsx'
import { freshKey } from './draft.ts'
import css from './Surveys.module.css'

type ReasonsProps = {
  value: SurveyDefinition['reasons']
  onChange: (reasons: SurveyDefinition['reasons']) => void
  complaints: readonly Complaint[]
}
const MOST = 12

/** What can be chosen after a rating that is not good. */
export function Reasons({ value, onChange, complaints }: ReasonsProps) {
  const s = useSurveysText()
  return (
    <div className={css['reasons']} role="group" aria-label={s('edit.reasons')}>
      {value.map((reason, index) => (
        <div key={reason.key} className={css['reason']}>
          <TextsField
            label={s('edit.reason', { n: index + 1 })}
            maxLength={100}
            value={reason.text}
            onChange={(text) => onChange(value.with(index, { ...reason, text }))}
            error={complaintAt(complaints, `definition.reasons.${index}`) && s('wrong.reason')}
          />
          <IconButton
            label={s('edit.reason.remove', { n: index + 1 })}
            onPress={() => onChange(value.toSpliced(index, 1))}
          >
            <X size={16} aria-hidden />
          </IconButton>
        </div>
      ))}
      {value.length < MOST && (
        <Button
          size="s"
          variant="quiet"
          icon={<Plus size={14} aria-hidden />}
          onPress={() => onChange([...value, { key: freshKey(value), text: {} }])}
        >
          {s('edit.reason.add')}
        </Button>
      )}
    </div>
  )
}
