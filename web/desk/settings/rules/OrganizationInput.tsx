import { X } from 'lucide-react'
import type { Condition } from '../../../../server/rules/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { IconButton } from '../../../kit/ui/IconButton.tsx'
import { OrganizationPicker } from '../../contacts/organizations/OrganizationPicker.tsx'
import { useOrganizationName } from '../../contacts/organizations/queries.ts'
import { useRulesText } from './text.ts'
import css from './Rows.module.css'

type Value = Condition['value']
type OrganizationInputProps = { isList: boolean; value: Value; onChange: (value: Value) => void }

/** Organizations are found by name on the server: there may be any number. */
export function OrganizationInput({ isList, value, onChange }: OrganizationInputProps) {
  const r = useRulesText()
  const one = typeof value === 'number' ? value : null
  const name = useOrganizationName(isList ? null : one)
  if (!isList)
    return (
      <OrganizationPicker
        label={r('condition.value')}
        trigger={<Button>{one === null ? r('action.choose') : (name ?? String(one))}</Button>}
        value={one}
        onChange={(organization) => onChange(organization?.id ?? null)}
      />
    )
  const chosen = Array.isArray(value) ? value.filter((id) => typeof id === 'number') : []
  return (
    <div className={css['choices']} role="group" aria-label={r('condition.value')}>
      {chosen.map((id) => (
        <Chosen key={id} id={id} onRemove={() => onChange(chosen.filter((each) => each !== id))} />
      ))}
      <OrganizationPicker
        label={r('condition.value')}
        trigger={<Button size="s">{r('action.choose')}</Button>}
        value={null}
        onChange={(organization) => organization !== null && onChange([...new Set([...chosen, organization.id])])}
      />
    </div>
  )
}

function Chosen({ id, onRemove }: { id: number; onRemove: () => void }) {
  const r = useRulesText()
  const name = useOrganizationName(id) ?? String(id)
  return (
    <span className={css['chosen']}>
      {name}
      <IconButton label={r('value.remove', { name })} onPress={onRemove}>
        <X size={14} aria-hidden />
      </IconButton>
    </span>
  )
}
