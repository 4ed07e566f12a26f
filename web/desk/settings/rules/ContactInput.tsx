import { useQuery } from '@tanstack/react-query'
import { X } from 'lucide-react'
import type { Condition } from '../../../../server/rules/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { IconButton } from '../../../kit/ui/IconButton.tsx'
import { contactName } from '../../contacts/contact-name.ts'
import { ContactPicker } from '../../contacts/ContactPicker.tsx'
import { namedContactQuery } from '../../contacts/queries.ts'
import { useContactsText } from '../../contacts/text.ts'
import { useMay } from '../../shell/DeskContext.tsx'
import { useRulesText } from './text.ts'
import css from './Rows.module.css'

type Value = Condition['value']
type ContactInputProps = { isList: boolean; value: Value; onChange: (value: Value) => void }

/** Customers are found by name, address or number on the server: there may be any number. */
export function ContactInput({ isList, value, onChange }: ContactInputProps) {
  const r = useRulesText()
  const mayRead = useMay('contacts.read')
  const one = typeof value === 'number' ? value : null
  const name = useName(isList ? null : one)
  const chosen = isList && Array.isArray(value) ? value.filter((id) => typeof id === 'number') : []
  const add = (id: number) => onChange(isList ? [...new Set([...chosen, id])] : id)
  const picker = (
    <ContactPicker
      label={r('value.contact.search')}
      trigger={
        <Button isDisabled={!mayRead} {...(isList && { size: 's' })}>
          {one === null || isList ? r('action.choose') : (name ?? r('value.contact', { id: String(one) }))}
        </Button>
      }
      value={isList ? null : one}
      onChange={add}
    />
  )
  const hint = !mayRead && <p className={css['quiet']}>{r('value.contact.noRight')}</p>
  if (!isList)
    return (
      <div>
        {picker}
        {hint}
      </div>
    )
  return (
    <div className={css['choices']} role="group" aria-label={r('condition.value')}>
      {chosen.map((id) => (
        <Chosen key={id} id={id} onRemove={() => onChange(chosen.filter((each) => each !== id))} />
      ))}
      {picker}
      {hint}
    </div>
  )
}

function Chosen({ id, onRemove }: { id: number; onRemove: () => void }) {
  const r = useRulesText()
  const name = useName(id) ?? r('value.contact', { id: String(id) })
  return (
    <span className={css['chosen']}>
      {name}
      <IconButton label={r('value.remove', { name })} onPress={onRemove}>
        <X size={14} aria-hidden />
      </IconButton>
    </span>
  )
}

/** Null until it is known, and for one that is gone. */
function useName(id: number | null): string | null {
  const t = useContactsText()
  const mayRead = useMay('contacts.read')
  const contact = useQuery({ ...namedContactQuery(id ?? 0), enabled: mayRead && id !== null }).data
  return contact === undefined ? null : contactName(t, contact)
}
