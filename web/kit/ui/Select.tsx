import { ChevronDown } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import { FieldError } from 'react-aria-components/FieldError'
import { Label } from 'react-aria-components/Label'
import { Collection } from 'react-aria-components/Collection'
import { Header } from 'react-aria-components/Header'
import { ListBox, ListBoxSection } from 'react-aria-components/ListBox'
import { Popover } from 'react-aria-components/Popover'
import { Select as AriaSelect, SelectValue } from 'react-aria-components/Select'
import { Text } from 'react-aria-components/Text'
import { Choice, type ChoiceItem } from './Choice.tsx'
import css from './Field.module.css'
import popover from './Popover.module.css'

type SelectProps<Id extends string> = {
  label: string
  hideLabel?: boolean
  /** Items with a group stand together under its name, groups in the order in which they come first. */
  items: (ChoiceItem & { id: Id; group?: string })[]
  value: Id | null
  onChange: (value: Id) => void
  placeholder?: string
  description?: string | undefined
  error?: string | undefined
  isDisabled?: boolean
  className?: string
}

export function Select<Id extends string>(props: SelectProps<Id>) {
  const { label, hideLabel, items, value, onChange, placeholder, description, error, isDisabled, className } = props
  return (
    <AriaSelect
      className={`${css['field']} ${className ?? ''}`}
      selectedKey={value}
      onSelectionChange={(key) => {
        const chosen = items.find((item) => item.id === key)
        if (chosen) onChange(chosen.id)
      }}
      isDisabled={isDisabled ?? false}
      isInvalid={Boolean(error)}
      validationBehavior={error ? 'aria' : 'native'}
      placeholder={placeholder ?? ''}
    >
      <Label className={hideLabel ? (css['hidden'] ?? '') : (css['label'] ?? '')}>{label}</Label>
      <Button className={`${css['input']} ${css['select']}`}>
        <SelectValue className={css['value'] ?? ''}>
          {({ selectedText, defaultChildren }) => selectedText || defaultChildren}
        </SelectValue>
        <ChevronDown size={16} aria-hidden />
      </Button>
      {description && (
        <Text slot="description" className={css['description'] ?? ''}>
          {description}
        </Text>
      )}
      <FieldError className={css['error'] ?? ''}>{error}</FieldError>
      <Popover className={`${popover['popover']} ${popover['wide']}`}>
        {items.some(({ group }) => group !== undefined) ? (
          <ListBox className={popover['list'] ?? ''} items={grouped(items)}>
            {({ id, group }) => (
              <ListBoxSection id={`group ${id}`} aria-label={id}>
                {id !== '' && <Header className={popover['section'] ?? ''}>{id}</Header>}
                <Collection items={group}>{(item) => <Choice {...item} />}</Collection>
              </ListBoxSection>
            )}
          </ListBox>
        ) : (
          <ListBox className={popover['list'] ?? ''} items={items}>
            {(item) => <Choice {...item} />}
          </ListBox>
        )}
      </Popover>
    </AriaSelect>
  )
}

const grouped = <Item extends ChoiceItem & { group?: string }>(
  items: readonly Item[],
): { id: string; group: Item[] }[] =>
  [...Map.groupBy(items, ({ group = '' }) => group)].map(([id, group]) => ({ id, group }))
