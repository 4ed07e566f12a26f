import type { ContactField } from '../../../server/tickets/contract.ts'
import type { Conversation } from '../model/conversation.ts'
import { connection } from '../session.ts'
import { change, state } from '../store.ts'
import { type Given, givenIn, isSame, textOf, typedIn } from '../model/given.ts'

/** What is known of the fields of a conversation's ticket, and what is being done about them. */
type Known = {
  /** What they were read for: another reading is due when it is another. */
  cause: string
  fields: ContactField[]
  /** Typed, and not taken yet. */
  draft: Given
  wrong?: number | undefined
  phase?: 'saving' | 'saved' | 'failed' | undefined
  drawn?: unknown
}
const all = new Map<number, Known>()

/** What the customer sees of his request, and may fill in; folded, with how much is left to do. */
export function Fields({ id, events }: Conversation) {
  const { config, t } = state
  const known = all.get(id) ?? { cause: '', fields: [], draft: {} }
  all.set(id, known)
  const changes = events.filter(({ type }) => type === 'ticket.fields_told').length
  void read(id, known, `${config.locale}/${changes}`)
  const { fields, phase, wrong } = known
  if (fields.length === 0) return null
  const left = fields.filter(({ editable, value }) => editable && value === null).length
  const name = fields.find((field) => field.id === wrong)?.title ?? ''
  known.drawn ??= draw(id, known)
  return (
    <details class="fields">
      <summary>
        {t('fields')}
        {left > 0 && <span class="left">{t('fieldsLeft', { n: left })}</span>}
      </summary>
      {known.drawn}
      <p role="status" class={phase === 'failed' ? 'failed' : ''}>
        {phase === 'saved' ? t('saved') : phase !== 'failed' ? '' : name ? t('wrong', { name }) : t('unsaved')}
      </p>
    </details>
  )
}

/** Drawn once for what is known: drawing it again would put back what is being typed. */
function draw(id: number, known: Known) {
  const { t } = state
  const { fields, draft, wrong } = known
  const isEditable = fields.some(({ editable }) => editable)
  return (
    <form
      noValidate
      onSubmit={(event: Event & { currentTarget: HTMLFormElement }) => {
        event.preventDefault()
        void save(id, known, event.currentTarget)
      }}
    >
      {fields.map((field) => {
        const value = field.id in draft ? draft[field.id] : field.value
        return field.editable ? (
          // What is ticked or chosen in the page stays so, whatever is drawn: another stored value is another element.
          <Input
            key={/text|multiline|number|date|pattern/.test(field.kind) ? `${field.id}` : `${field.id} ${field.value}`}
            field={field}
            value={value ?? null}
            isWrong={field.id === wrong}
          />
        ) : (
          <p key={`${field.id}`}>
            <b>{field.title}</b> {told(field)}
          </p>
        )
      })}
      {isEditable && (
        <button type="submit" class="primary">
          {t('save')}
        </button>
      )}
    </form>
  )
}

type InputProps = { field: ContactField; value: ContactField['value']; isWrong: boolean }

function Input({ field, value, isWrong }: InputProps) {
  const { id, kind, title, help, options } = field
  const name = `${id}`
  const wrong = isWrong ? { 'aria-invalid': 'true' as const } : {}
  const chosen = (key: string) => value === key || (Array.isArray(value) && value.includes(key))
  if (kind === 'checkbox')
    return (
      <label class="check">
        <input type="checkbox" name={name} checked={value === true} {...wrong} />
        <span>
          {title} {help && <small>{help}</small>}
        </span>
      </label>
    )
  if (kind === 'multiselect')
    return (
      <fieldset>
        <legend>{title}</legend>
        {help && <small>{help}</small>}
        {options.map(({ key, label }) => (
          <label key={key} class="check">
            <input type="checkbox" name={name} value={key} checked={chosen(key)} />
            <span>{label}</span>
          </label>
        ))}
      </fieldset>
    )
  const text = textOf(value, state.locale)
  return (
    <label>
      {title} {help && <small>{help}</small>}
      {kind === 'dropdown' ? (
        <select name={name} {...wrong}>
          <option value="">–</option>
          {options.map(({ key, label }) => (
            <option key={key} value={key} selected={chosen(key)}>
              {label}
            </option>
          ))}
        </select>
      ) : kind === 'multiline' ? (
        <textarea name={name} rows={3} maxLength={4000} value={text} {...wrong} />
      ) : kind === 'date' ? (
        <input type="date" name={name} value={text} {...wrong} />
      ) : (
        <input
          name={name}
          inputMode={kind === 'number' ? 'decimal' : undefined}
          maxLength={1000}
          value={text}
          {...wrong}
        />
      )}
    </label>
  )
}

function told({ kind, value, options }: ContactField): string {
  const { locale, t } = state
  if (kind === 'checkbox') return t(value ? 'ticked' : 'unticked')
  if (value === null) return '–'
  const of = (key: string) => options.find((option) => option.key === key)?.label ?? key
  if (Array.isArray(value)) return value.map(of).join(', ')
  if (typeof value === 'number') return value.toLocaleString(locale)
  if (kind === 'date') return new Date(`${value}T12:00`).toLocaleDateString(locale, { dateStyle: 'long' })
  return of(`${value}`)
}

/** Once for each cause; what has been typed meanwhile stays. */
async function read(id: number, known: Known, cause: string): Promise<void> {
  if (known.cause === cause) return
  const before = known.cause
  known.cause = cause
  try {
    const { locale } = state.config
    const fields = await connection?.get<ContactField[]>(`/api/v1/widget/conversations/${id}/fields`, { locale })
    if (fields) take(id, known, fields)
  } catch {
    // Without a line: the next drawing asks again.
    known.cause = before
  }
}

function take(id: number, known: Known, fields: ContactField[]): void {
  if (JSON.stringify(fields) === JSON.stringify(known.fields)) return
  const form = state.thread === id && document.querySelector<HTMLFormElement>('.fields form')
  const draft = form ? typedIn(known.fields, new FormData(form), state.locale) : {}
  Object.assign(known, { fields, draft, drawn: undefined })
  change({})
}

async function save(id: number, known: Known, form: HTMLFormElement): Promise<void> {
  const said = new FormData(form)
  const draft = typedIn(known.fields, said, state.locale)
  const given = givenIn(known.fields, said)
  if ('wrong' in given) return say(known, { phase: 'failed', draft, wrong: given.wrong })
  const fields = changesIn(known.fields, given)
  say(known, { phase: 'saving', draft, wrong: undefined })
  try {
    await connection?.do('ticket.fill', { conversationId: id, fields })
    // The server's word for it comes with the event; until then this is how it looks.
    for (const field of known.fields) if (field.id in fields) field.value = fields[field.id] ?? null
    say(known, { phase: 'saved', draft: {} })
  } catch (error) {
    say(known, { phase: 'failed', draft, wrong: fieldIn(error) })
  }
}

const say = (known: Known, more: Partial<Known>): void => {
  Object.assign(known, more, { drawn: undefined })
  change({})
}

const changesIn = (fields: readonly ContactField[], given: Given): Given =>
  Object.fromEntries(
    fields.flatMap(({ id, value }) => {
      const said = given[id]
      return said === undefined || isSame(value, said) ? [] : [[id, said]]
    }),
  )

function fieldIn(error: unknown): number | undefined {
  const details = typeof error === 'object' && error !== null && 'details' in error ? error.details : null
  return typeof details === 'object' && details !== null && 'fieldId' in details ? Number(details.fieldId) : undefined
}
