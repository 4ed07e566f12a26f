import { Plus, Trash2 } from 'lucide-react'
import type { FormCondition, TicketField } from '../../../../server/tickets/contract.ts'
import { isCircular } from '../../../../server/tickets/pure/form-fields.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { Checkbox } from '../../../kit/ui/Checkbox.tsx'
import { IconButton } from '../../../kit/ui/IconButton.tsx'
import { Select } from '../../../kit/ui/Select.tsx'
import { useSaid } from '../../app/said.ts'
import { useDefinitionsText } from '../definitions-text.ts'
import { Alert } from '../parts/Alert.tsx'
import layout from '../parts/Form.module.css'
import lines from '../parts/Lines.module.css'
import css from './Conditions.module.css'

type ConditionsProps = {
  /** Those of the form. */
  fields: readonly TicketField[]
  value: readonly FormCondition[]
  onChange: (conditions: FormCondition[]) => void
}

/** "Show B when A is …": what has a few known values can be asked. */
export function Conditions({ fields, value, onChange }: ConditionsProps) {
  const d = useDefinitionsText()
  const said = useSaid()
  const askable = fields.filter(({ kind }) => kind === 'dropdown' || kind === 'multiselect' || kind === 'checkbox')
  const [parent] = askable
  const child = fields.find(({ id }) => id !== parent?.id)
  const replace = (index: number, condition: FormCondition) =>
    onChange(value.map((each, at) => (at === index ? condition : each)))
  return (
    <>
      {askable.length === 0 && <p className={lines['none']}>{d('conditions.impossible')}</p>}
      {isCircular(value) && <Alert>{d('conditions.circular')}</Alert>}
      {value.map((condition, index) => {
        const asked = fields.find(({ id }) => id === condition.parent)
        const shown = fields.find(({ id }) => id === condition.child)
        return (
          <fieldset key={index} className={css['condition']}>
            <legend className={css['legend']}>{d('conditions.nth', { n: index + 1 })}</legend>
            <Select
              label={d('conditions.show')}
              value={String(condition.child)}
              onChange={(id) => replace(index, { ...condition, child: Number(id) })}
              items={fields
                .filter(({ id }) => id !== condition.parent)
                .map((field) => ({ id: String(field.id), label: said(field.title) }))}
            />
            <Select
              label={d('conditions.when')}
              value={String(condition.parent)}
              onChange={(id) => {
                const next = fields.find((field) => field.id === Number(id))
                if (next) replace(index, { ...condition, parent: next.id, values: firstValue(next) })
              }}
              items={askable
                .filter(({ id }) => id !== condition.child)
                .map((field) => ({ id: String(field.id), label: said(field.title) }))}
            />
            <div className={css['values']} role="group" aria-label={d('conditions.is')}>
              <span className={layout['label']}>{d('conditions.is')}</span>
              {asked &&
                valuesOf(asked).map((each) => (
                  <Checkbox
                    key={String(each)}
                    isSelected={condition.values.includes(each)}
                    // One always stays: a condition that nothing meets is none.
                    isDisabled={condition.values.length === 1 && condition.values.includes(each)}
                    onChange={(isOn) =>
                      replace(index, {
                        ...condition,
                        values: isOn
                          ? [...condition.values, each]
                          : condition.values.filter((present) => present !== each),
                      })
                    }
                  >
                    {typeof each === 'boolean'
                      ? d(each ? 'value.ticked' : 'value.notTicked')
                      : said(asked.options.find(({ key }) => key === each)?.label ?? {})}
                  </Checkbox>
                ))}
            </div>
            <div className={css['foot']}>
              <Checkbox
                isSelected={condition.required}
                onChange={(required) => replace(index, { ...condition, required })}
              >
                {d('conditions.required')}
              </Checkbox>
              <IconButton
                label={d('conditions.remove', { name: shown ? said(shown.title) : '' })}
                onPress={() => onChange(value.filter((_, at) => at !== index))}
              >
                <Trash2 size={16} aria-hidden />
              </IconButton>
            </div>
          </fieldset>
        )
      })}
      {parent && child && (
        <div className={layout['actions']}>
          <Button
            icon={<Plus size={16} aria-hidden />}
            onPress={() =>
              onChange([...value, { parent: parent.id, values: firstValue(parent), child: child.id, required: false }])
            }
          >
            {d('conditions.add')}
          </Button>
        </div>
      )}
    </>
  )
}

const valuesOf = ({ kind, options }: TicketField): (string | boolean)[] =>
  kind === 'checkbox' ? [true, false] : options.map(({ key }) => key)
const firstValue = (field: TicketField): (string | boolean)[] => valuesOf(field).slice(0, 1)
