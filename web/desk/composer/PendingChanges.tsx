import { WandSparkles } from 'lucide-react'
import type { FieldValue, TicketChanges } from '../../../server/tickets/contract.ts'
import { useText } from '../../kit/i18n.tsx'
import { IconButton } from '../../kit/ui/IconButton.tsx'
import { Tag } from '../../kit/ui/Tag.tsx'
import { X } from 'lucide-react'
import { useColleagues, useGroups } from '../app/queries.ts'
import { useDeskText } from '../app/text.ts'
import type { TicketChangeSet } from '../live/events.ts'
import { useTicketText } from '../ticket/text.ts'
import { useDataChanges } from '../conversation/useDataChanges.ts'
import { type Pending, type PendingField, without, withoutValue, pendingFields } from './pending.ts'
import css from './PendingChanges.module.css'

type PendingChangesProps = { pending: Pending; onChange: (pending: Pending) => void; onDiscard: () => void }

/** What the next submit changes beside sending the text: each can be taken off. */
export function PendingChanges({ pending, onChange, onDiscard }: PendingChangesProps) {
  const t = useDeskText()
  const say = useChangeText()
  const data = useDataChanges()
  const { macros, changes, added, removed, survey } = pending
  if (macros.length === 0) return null
  // An own status is told with its category, fields one by one.
  const fields = pendingFields(changes).filter(
    (field) => field !== 'fields' && (field !== 'statusId' || changes.status === undefined),
  )
  return (
    <div className={css['pending']} role="group" aria-label={t('macro.pending')}>
      <span className={css['macros']}>
        <WandSparkles size={14} aria-hidden />
        {macros.map(({ title }) => title).join(' · ')}
      </span>
      {fields.map((field) => (
        <Chip key={field} words={say(field, changes)} onRemove={() => onChange(without(pending, field))} />
      ))}
      {Object.entries(changes.fields ?? {}).map(([id, value]) => (
        <Chip
          key={`field ${id}`}
          words={data.said(setTo(Number(id), value), String).join()}
          onRemove={() => onChange(withoutValue(pending, id))}
        />
      ))}
      {added.map((tag) => (
        <Chip
          key={`+${tag}`}
          words={t('change.tagsAdded', { tags: tag })}
          onRemove={() => onChange({ ...pending, added: added.filter((one) => one !== tag) })}
        />
      ))}
      {removed.map((tag) => (
        <Chip
          key={`-${tag}`}
          words={t('change.tagsRemoved', { tags: tag })}
          onRemove={() => onChange({ ...pending, removed: removed.filter((one) => one !== tag) })}
        />
      ))}
      {survey && (
        <Chip
          words={t('change.survey', { name: survey.name })}
          onRemove={() => onChange({ ...pending, survey: null })}
        />
      )}
      <span className={css['discard']}>
        <IconButton size="s" label={t('macro.discard')} onPress={onDiscard}>
          <X size={14} aria-hidden />
        </IconButton>
      </span>
    </div>
  )
}

function setTo(fieldId: number, value: FieldValue | null): TicketChangeSet {
  const change: TicketChangeSet = {}
  change[`fields.${fieldId}`] = [null, value]
  return change
}

function Chip({ words, onRemove }: { words: string; onRemove: () => void }) {
  const t = useDeskText()
  return (
    <Tag tone="accent" removeLabel={t('macro.without', { change: words })} onRemove={onRemove}>
      {words}
    </Tag>
  )
}

function useChangeText(): (field: PendingField, changes: Pending['changes']) => string {
  const t = useDeskText()
  const k = useTicketText()
  const kit = useText('kit')
  const { ownWord } = useDataChanges()
  const colleagues = useColleagues()
  const groups = useGroups()
  // What macros can set; anything else is said in general.
  const said: { [Field in PendingField]?: (value: NonNullable<TicketChanges[Field]> | null) => string } = {
    status: (status) => `${t('ticket.status')}${t('line.colon')}${kit(`status.${status ?? 'open'}`)}`,
    statusId: (id) => `${t('ticket.status')}${t('line.colon')}${ownWord(id)}`,
    priority: (priority) => t('change.priority', { priority: t(`priority.${priority ?? 'normal'}`) }),
    assigneeId: (id) =>
      id === null
        ? t('change.unassigned')
        : t('change.assignee', { name: colleagues.find((one) => one.id === id)?.name ?? t('someone') }),
    type: (type) => k('change.type', { type: type === null ? k('none') : k(`type.${type}`) }),
    subject: (subject) => t('change.subject', { subject: subject ?? '' }),
    groupId: (id) => t('change.group', { group: groups.find((one) => one.id === id)?.name ?? t('noGroup') }),
  }
  const saying = <Field extends PendingField>(field: Field, changes: TicketChanges): string =>
    said[field]?.(changes[field] ?? null) ?? t('change.other')
  // An own status is told by its own name, with its category or without.
  return (field, changes) =>
    field === 'status' && changes.statusId !== undefined ? saying('statusId', changes) : saying(field, changes)
}
