import { useQuery } from '@tanstack/react-query'
import type { Action } from '../../../../server/rules/contract.ts'
import { Select } from '../../../kit/ui/Select.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { stylesQuery } from '../queries.ts'
import { useRulesText } from './text.ts'

type OfDo<Name extends Action['do']> = Extract<Action, { do: Name }>
type Props<Of extends Action> = { action: Of; onChange: (action: Action) => void }

export function StyleAction({ action, onChange }: Props<OfDo<'set_style'>>) {
  const r = useRulesText()
  const styles = useQuery(stylesQuery).data ?? []
  return (
    <Select
      label={r('action.set_style')}
      hideLabel
      placeholder={r('action.choose')}
      description={r('action.set_style.text')}
      value={action.styleId === 0 ? null : String(action.styleId)}
      items={styles
        .filter(({ id, active }) => active || id === action.styleId)
        .map(({ id, name }) => ({ id: String(id), label: name }))}
      onChange={(id) => onChange({ ...action, styleId: Number(id) })}
    />
  )
}

export function WaitAction({ action, onChange }: Props<OfDo<'wait'>>) {
  const r = useRulesText()
  return (
    <TextField
      label={r('action.wait.seconds')}
      hideLabel
      inputMode="numeric"
      maxLength={4}
      placeholder={r('action.wait.seconds')}
      description={r('action.wait.text')}
      value={action.seconds === 0 ? '' : String(action.seconds)}
      onChange={(text) => onChange({ ...action, seconds: /^\d+$/.test(text) ? Number(text) : 0 })}
    />
  )
}
