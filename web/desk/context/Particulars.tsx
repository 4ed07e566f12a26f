import { Plus } from 'lucide-react'
import { useState } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import type { ConversationSnapshot, TicketType, TicketView } from '../../../server/tickets/contract.ts'
import { Avatar } from '../../kit/ui/Avatar.tsx'
import { IconButton } from '../../kit/ui/IconButton.tsx'
import { Menu } from '../../kit/ui/Menu.tsx'
import { Picker } from '../../kit/ui/Picker.tsx'
import { Tag } from '../../kit/ui/Tag.tsx'
import { useColleagues } from '../app/queries.ts'
import { useDeskText } from '../app/text.ts'
import { useTimes } from '../app/times.ts'
import { OrganizationPicker } from '../contacts/organizations/OrganizationPicker.tsx'
import { useOrganizationName } from '../contacts/organizations/queries.ts'
import { useDesk } from '../shell/DeskContext.tsx'
import { useTicketText } from '../ticket/text.ts'
import { useTicket } from '../ticket/useTicket.ts'
import { Pair } from './Block.tsx'
import css from './TicketFields.module.css'

const types = ['question', 'incident', 'problem', 'task'] as const satisfies readonly TicketType[]
type Props = { snapshot: ConversationSnapshot; ticket: TicketView; canChange: boolean }

/** Type, due date, organization and followers of a ticket. */
export function Particulars(props: Props) {
  return (
    <>
      <Type {...props} />
      <Due {...props} />
      <Organization {...props} />
      <Followers {...props} />
    </>
  )
}

function Type({ snapshot, ticket, canChange }: Props) {
  const t = useTicketText()
  const { change } = useTicket(snapshot)
  const shown = ticket.type === null ? t('none') : t(`type.${ticket.type}`)
  if (!canChange) return <Pair name={t('type')}>{shown}</Pair>
  return (
    <Pair name={t('type')}>
      <Menu
        label={t('type')}
        placement="bottom end"
        trigger={<AriaButton className={css['value'] ?? ''}>{shown}</AriaButton>}
        onAction={(id) => void change({ type: types.find((type) => type === id) ?? null })}
        groups={[
          { entries: types.map((id) => ({ id, label: t(`type.${id}`), isChosen: id === ticket.type })) },
          { entries: ticket.type === null ? [] : [{ id: 'none', label: t('none') }] },
        ]}
      />
    </Pair>
  )
}

/** As a date-time field writes an instant: in the person's own zone, to the minute. */
function asLocal(iso: string): string {
  const at = new Date(iso)
  return new Date(at.getTime() - at.getTimezoneOffset() * 60_000).toISOString().slice(0, 16)
}

function Due({ snapshot, ticket, canChange }: Props) {
  const t = useTicketText()
  const times = useTimes()
  const { change } = useTicket(snapshot)
  const [draft, setDraft] = useState<string | null>(null)
  const { dueAt, status } = ticket
  const isLate = dueAt !== null && Date.parse(dueAt) < times.now && status !== 'solved' && status !== 'closed'
  const commit = () => {
    const stored = dueAt === null ? '' : asLocal(dueAt)
    const typed = draft
    setDraft(null)
    if (typed === null || typed === stored) return
    const at = new Date(typed)
    if (typed === '') void change({ dueAt: null })
    else if (!Number.isNaN(at.getTime())) void change({ dueAt: at.toISOString() })
  }
  return (
    <Pair name={t('due')}>
      {draft !== null ? (
        <input
          type="datetime-local"
          className={css['date']}
          aria-label={t('due')}
          value={draft}
          ref={focusOnce}
          onChange={(event) => setDraft(event.target.value)}
          onBlur={commit}
          onKeyDown={(event) => {
            if (event.key === 'Enter') commit()
            if (event.key === 'Escape') setDraft(null)
          }}
        />
      ) : (
        <span className={css['moment']}>
          {canChange ? (
            <AriaButton
              className={css['value'] ?? ''}
              onPress={() => setDraft(dueAt === null ? '' : asLocal(dueAt))}
              // What is read begins with what is seen.
              aria-label={
                dueAt === null ? `${t('due.none')} – ${t('due.set')}` : t('due.change', { date: times.brief(dueAt) })
              }
            >
              {dueAt === null ? t('due.none') : times.brief(dueAt)}
            </AriaButton>
          ) : dueAt === null ? (
            t('due.none')
          ) : (
            times.brief(dueAt)
          )}
          {isLate && <Tag tone="bad">{t('due.late')}</Tag>}
        </span>
      )}
    </Pair>
  )
}

const focusOnce = (field: HTMLInputElement | null) => {
  field?.focus()
}

function Organization({ snapshot, ticket, canChange }: Props) {
  const t = useTicketText()
  const { change } = useTicket(snapshot)
  const name = useOrganizationName(ticket.organizationId)
  const shown = ticket.organizationId === null ? t('organization.none') : (name ?? t('organization.gone'))
  return (
    <Pair name={t('organization')}>
      {canChange ? (
        <OrganizationPicker
          label={t('organization.choose')}
          value={ticket.organizationId}
          onChange={(organization) => void change({ organizationId: organization?.id ?? null })}
          trigger={<AriaButton className={css['value'] ?? ''}>{shown}</AriaButton>}
        />
      ) : (
        shown
      )}
    </Pair>
  )
}

function Followers({ snapshot, ticket, canChange }: Props) {
  const t = useTicketText()
  const desk = useDeskText()
  const { me } = useDesk()
  const { change } = useTicket(snapshot)
  const colleagues = useColleagues()
  const nameOf = (id: number) =>
    id === me.id ? me.name : (colleagues.find((one) => one.id === id)?.name ?? desk('someone'))
  const others = [
    ...colleagues.filter(({ id }) => id === me.id),
    ...colleagues.filter(({ id }) => id !== me.id),
  ].filter(({ id, active }) => active && !ticket.followers.includes(id))
  return (
    <Pair name={t('followers')}>
      <span className={css['people']}>
        {ticket.followers.map((id) => (
          <Tag
            key={id}
            {...(canChange && {
              removeLabel: t('followers.remove', { name: nameOf(id) }),
              onRemove: () => void change({ followers: ticket.followers.filter((each) => each !== id) }),
            })}
          >
            {nameOf(id)}
          </Tag>
        ))}
        {!canChange && ticket.followers.length === 0 && t('none')}
        {canChange && (
          <Picker
            label={t('followers.add')}
            trigger={
              <IconButton size="s" label={t('followers.add')}>
                <Plus size={14} aria-hidden />
              </IconButton>
            }
            items={others.map(({ id, name, photo }) => ({
              id: String(id),
              label: id === me.id ? desk('assignee.me', { name }) : name,
              icon: <Avatar name={name} photo={photo} size={24} />,
            }))}
            value={null}
            onChange={(id) => void change({ followers: [...ticket.followers, Number(id)] })}
            none={desk('picker.none')}
          />
        )}
      </span>
    </Pair>
  )
}
