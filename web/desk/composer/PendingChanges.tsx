import { WandSparkles } from 'lucide-react'
import type { TicketChanges } from '../../../server/tickets/contract.ts'
import { useText } from '../../kit/i18n.tsx'
import { IconButton } from '../../kit/ui/IconButton.tsx'
import { Tag } from '../../kit/ui/Tag.tsx'
import { X } from 'lucide-react'
import { useColleagues, useGroups } from '../app/queries.ts'
import { useDeskText } from '../app/text.ts'
import { useTicketText } from '../ticket/text.ts'
import { type Pending, type PendingField, without, pendingFields } from './pending.ts'
import css from './PendingChanges.module.css'

type PendingChangesProps = { pending: Pending; onChange: (pending: Pending) => void; onDiscard: () => void }

/** What the next submit changes beside sending the text: each can be taken off. */
export function PendingChanges({ pending, onChange, onDiscard }: PendingChangesProps) {
  const t = useDeskText()
  const say = useChangeText()
  const { macros, changes, added, removed, survey } = pending
  if (macros.length === 0) return null
  const fields = pendingFields(changes)
  return (
    <div className={css['pending']} role="group" aria-label={t('macro.pending')}>
      <span className={css['macros']}>
        <WandSparkles size={14} aria-hidden />
        {macros.map(({ title }) => title).join(' · ')}
      </span>
      {fields.map((field) => (
        <Chip key={field} words={say(field, changes)} onRemove={() => onChange(without(pending, field))} />
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
  const colleagues = useColleagues()
  const groups = useGroups()
  // What macros can set; anything else is said in general.
  const said: { [Field in PendingField]?: (value: NonNullable<TicketChanges[Field]> | null) => string } = {
    status: (status) => `${t('ticket.status')}${t('line.colon')}${kit(`status.${status ?? 'open'}`)}`,
    priority: (priority) => t('change.priority', { priority: t(`priority.${priority ?? 'normal'}`) }),
    assigneeId: (id) =>
      id === null
        ? t('change.unassigned')
        : t('change.assignee', { name: colleagues.find((one) => one.id === id)?.name ?? t('someone') }),
    type: (type) => k('change.type', { type: type === null ? k('none') : k(`type.${type}`) }),
    groupId: (id) => t('change.group', { group: groups.find((one) => one.id === id)?.name ?? t('noGroup') }),
  }
  const saying = <Field extends PendingField>(field: Field, changes: TicketChanges): string =>
    said[field]?.(changes[field] ?? null) ?? t('change.other')
  return saying
}
