import { useEffect, useRef } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import type { ConversationSnapshot, FieldValue, TicketField, TicketView } from '../../../../server/tickets/contract.ts'
import { formOf, shownFields } from '../../../../server/tickets/pure/form-fields.ts'
import { Menu } from '../../../kit/ui/Menu.tsx'
import { useDefinitions } from '../../app/queries.ts'
import { useSaid } from '../../app/said.ts'
import { useTimes } from '../../app/times.ts'
import { useStore } from '../../live/store.ts'
import { asked } from '../../ticket/missing.ts'
import { useTicketText } from '../../ticket/text.ts'
import { useTicket } from '../../ticket/useTicket.ts'
import { Block, Pair, Pairs } from '../Block.tsx'
import chip from '../TicketFields.module.css'
import { FieldInput } from './FieldInput.tsx'
import css from './Fields.module.css'
import { useFieldChange } from './useFieldChange.ts'

/** The fields of the ticket's form, as far as its values show them. */
export function Fields({ snapshot, ticket }: { snapshot: ConversationSnapshot; ticket: TicketView }) {
  const t = useTicketText()
  const said = useSaid()
  const definitions = useDefinitions().data
  const { set, shown, errorOf } = useFieldChange(snapshot.conversation.id)
  const list = useRef<HTMLDivElement>(null)
  const marks = useStore(asked)
  const marked = marks?.conversationId === snapshot.conversation.id ? marks.fieldIds : []
  useEffect(() => {
    if (marks?.conversationId !== snapshot.conversation.id) return
    const first = list.current?.querySelector<HTMLElement>(`[data-field="${marks.fieldIds[0]}"]`)
    first?.querySelector<HTMLElement>('input, textarea, button')?.focus()
    first?.scrollIntoView({ block: 'center' })
  }, [marks, snapshot.conversation.id])

  if (!definitions) return null
  const form = formOf(definitions, ticket)
  const forms = definitions.forms.filter(({ active }) => active)
  if (!form || (form.fieldIds.length === 0 && forms.length < 2)) return null
  const mayChange = snapshot.may.solve && ticket.status !== 'closed'
  const fields = shownFields(definitions, form, ticket.fields)
  return (
    <Block title={t('fields')} extra={forms.length > 1 && <FormChoice snapshot={snapshot} ticket={ticket} />}>
      {fields.length === 0 && <p className={css['none']}>{t('fields.none')}</p>}
      {mayChange ? (
        <div ref={list} className={css['fields']}>
          {fields.map(({ field, required }) => {
            const value = shown(field.id, ticket.fields[field.id])
            const isMissing = marked.includes(field.id) && (value === undefined || value === false)
            const help = Object.keys(field.help).length > 0 ? said(field.help) : undefined
            return (
              <div key={field.id} data-field={field.id}>
                <FieldInput
                  definition={field}
                  label={required ? t('field.required', { field: said(field.title) }) : said(field.title)}
                  help={help}
                  value={value}
                  error={errorOf(field.id) ?? (isMissing ? t('field.missing') : undefined)}
                  onChange={(next) => void set(field.id, next)}
                />
              </div>
            )
          })}
        </div>
      ) : (
        <Pairs>
          {fields.map(({ field }) => (
            <Pair key={field.id} name={said(field.title)}>
              <Value field={field} value={ticket.fields[field.id]} />
            </Pair>
          ))}
        </Pairs>
      )}
    </Block>
  )
}

function Value({ field, value }: { field: TicketField; value: FieldValue | undefined }) {
  const t = useTicketText()
  const said = useSaid()
  const times = useTimes()
  const option = (key: string) => said(field.options.find((each) => each.key === key)?.label ?? { en: key })
  if (field.kind === 'checkbox') return t(value === true ? 'yes' : 'no')
  if (value === undefined) return t('none')
  if (Array.isArray(value)) return value.map(option).join(', ')
  if (field.kind === 'dropdown') return option(String(value))
  if (field.kind === 'date') return times.date(`${String(value)}T12:00:00`)
  return <span className={css['text']}>{String(value)}</span>
}

function FormChoice({ snapshot, ticket }: { snapshot: ConversationSnapshot; ticket: TicketView }) {
  const t = useTicketText()
  const said = useSaid()
  const definitions = useDefinitions().data
  const { change } = useTicket(snapshot)
  const form = definitions && formOf(definitions, ticket)
  if (!definitions || !form) return null
  if (!snapshot.may.solve || ticket.status === 'closed') return said(form.name)
  return (
    <Menu
      label={t('form')}
      placement="bottom end"
      trigger={
        <AriaButton className={chip['value'] ?? ''} aria-label={t('form.is', { form: said(form.name) })}>
          {said(form.name)}
        </AriaButton>
      }
      onAction={(id) => void change({ formId: Number(id) })}
      groups={[
        {
          title: t('form'),
          entries: definitions.forms
            .filter(({ active }) => active)
            .map(({ id, name }) => ({ id: String(id), label: said(name), isChosen: id === form.id })),
        },
      ]}
    />
  )
}
