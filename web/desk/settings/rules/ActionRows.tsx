import { Plus, X } from 'lucide-react'
import type { Action, ActionName, RuleKind } from '../../../../server/rules/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { IconButton } from '../../../kit/ui/IconButton.tsx'
import { Select } from '../../../kit/ui/Select.tsx'
import { ActionInput } from './ActionInput.tsx'
import { actionsOf, freshAction } from './actions.ts'
import { type Complaint, complaintAt } from '../parts/complaints.ts'
import { wrongKey } from './draft.ts'
import { useRulesText } from './text.ts'
import css from './Rows.module.css'

type ActionRowsProps = {
  kind: RuleKind
  value: readonly Action[]
  onChange: (actions: Action[]) => void
  placeholders: readonly string[]
  complaints: readonly Complaint[]
}

/** What is done, from top to bottom. */
export function ActionRows({ kind, value, onChange, placeholders, complaints }: ActionRowsProps) {
  const r = useRulesText()
  const items = actionsOf(kind).map((name) => ({ id: name, label: r(`action.${name}`) }))
  return (
    <div className={css['rows']} role="group" aria-label={r('then')}>
      {value.map((action, index) => {
        const complaint = complaintAt(complaints, `actions.${index}`)
        return (
          <div
            // Rows have no name of their own, and hold no state but what is given.
            // oxlint-disable-next-line react/no-array-index-key
            key={index}
            className={`${css['row']} ${css['action']}`}
            data-wrong={complaint !== undefined}
          >
            <Select<ActionName>
              label={r('action.what')}
              hideLabel
              value={action.do}
              items={items}
              onChange={(name) => onChange(value.with(index, freshAction(name)))}
            />
            <ActionInput
              action={action}
              placeholders={placeholders}
              onChange={(changed) => onChange(value.with(index, changed))}
            />
            <IconButton label={r('action.remove')} onPress={() => onChange(value.toSpliced(index, 1))}>
              <X size={16} aria-hidden />
            </IconButton>
            {complaint && <p className={css['wrong']}>{r(wrongKey(complaint.message))}</p>}
          </div>
        )
      })}
      <Button
        size="s"
        variant="quiet"
        icon={<Plus size={14} aria-hidden />}
        onPress={() => onChange([...value, freshAction('add_tags')])}
      >
        {r('action.add')}
      </Button>
    </div>
  )
}
