import { Input } from 'react-aria-components/Input'
import { FieldError } from 'react-aria-components/FieldError'
import { Label } from 'react-aria-components/Label'
import { Text } from 'react-aria-components/Text'
import { TextArea } from 'react-aria-components/TextArea'
import { TextField as AriaTextField, type TextFieldProps as AriaProps } from 'react-aria-components/TextField'
import css from './Field.module.css'

type TextFieldProps = Omit<AriaProps, 'className' | 'style' | 'children'> & {
  label: string
  /** The label is for assistive technology only. */
  hideLabel?: boolean
  description?: string | undefined
  error?: string | undefined
  placeholder?: string
  /** A text area of that many lines. */
  rows?: number
  className?: string
  /** The language of what is written in it, where that is not the page's. */
  lang?: string
}

export function TextField({
  label,
  hideLabel,
  description,
  error,
  placeholder,
  rows,
  className,
  lang,
  ...rest
}: TextFieldProps) {
  return (
    <AriaTextField
      {...rest}
      isInvalid={Boolean(error) || rest.isInvalid === true}
      // What the server has refused must not hold the form back: it is sent again when it has been put right.
      validationBehavior={error ? 'aria' : 'native'}
      className={`${css['field']} ${className ?? ''}`}
    >
      <Label className={hideLabel ? (css['hidden'] ?? '') : (css['label'] ?? '')}>{label}</Label>
      {rows ? (
        <TextArea lang={lang} className={css['input'] ?? ''} rows={rows} placeholder={placeholder} />
      ) : (
        <Input lang={lang} className={css['input'] ?? ''} placeholder={placeholder} />
      )}
      {description && !error && (
        <Text slot="description" className={css['description'] ?? ''}>
          {description}
        </Text>
      )}
      <FieldError className={css['error'] ?? ''}>{error}</FieldError>
    </AriaTextField>
  )
}
