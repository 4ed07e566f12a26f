import { useState } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import type { Priority, ConversationSnapshot, TicketView } from '../../../server/tickets/contract.ts'
import { Avatar } from '../../kit/ui/Avatar.tsx'
import { Menu } from '../../kit/ui/Menu.tsx'
import { Picker } from '../../kit/ui/Picker.tsx'
import { StatusMark } from '../../kit/ui/StatusMark.tsx'
import { useColleagues, useGroups, useRoutingNames } from '../app/queries.ts'
import { useStatusWord } from '../app/status-word.ts'
import { useDeskText } from '../app/text.ts'
import { useTimes } from '../app/times.ts'
import { handlerOf, useCommands } from '../shell/commands.ts'
import { useDesk } from '../shell/DeskContext.tsx'
import { useTicket } from '../ticket/useTicket.ts'
import { Block, Pair, Pairs } from './Block.tsx'
import { Particulars } from './Particulars.tsx'
import { Tags } from './Tags.tsx'
import css from './TicketFields.module.css'

const priorities = ['low', 'normal', 'high', 'urgent'] as const satisfies readonly Priority[]

export function TicketFields({ snapshot, ticket }: { snapshot: ConversationSnapshot; ticket: TicketView }) {
  const t = useDeskText()
  const statusWord = useStatusWord()
  const times = useTimes()
  const { change } = useTicket(snapshot)
  const { may } = snapshot
  const { style } = snapshot.conversation
  const styleName = style.kind === 'custom' ? style.name : t(`style.${style.kind}`)
  const canChange = may.solve && ticket.status !== 'closed'
  return (
    <Block title={t('context.ticket')} extra={`#${ticket.id}`}>
      <Pairs>
        <Pair name={t('ticket.status')}>
          <span className={css['status']}>
            <StatusMark status={ticket.status} isDecorative /> {statusWord(ticket.status, ticket.statusId)}
          </span>
          {ticket.snoozedUntil && (
            <p className={css['small']}>{t('snooze.until', { date: times.brief(ticket.snoozedUntil) })}</p>
          )}
          {ticket.status === 'solved' && ticket.closesAt && (
            <p className={css['small']}>{t('ticket.closes', { date: times.brief(ticket.closesAt) })}</p>
          )}
        </Pair>
        <Assignee snapshot={snapshot} ticket={ticket} />
        <Group snapshot={snapshot} ticket={ticket} />
        <Pair name={t('ticket.priority')}>
          {canChange ? (
            <Menu
              label={t('ticket.priority')}
              placement="bottom end"
              onAction={(id) => void change({ priority: priorities.find((one) => one === id) ?? 'normal' })}
              trigger={
                <AriaButton className={css['value'] ?? ''}>
                  {ticket.priority ? t(`priority.${ticket.priority}`) : t('none')}
                </AriaButton>
              }
              groups={[
                {
                  entries: priorities.map((id) => ({
                    id,
                    label: t(`priority.${id}`),
                    isChosen: id === ticket.priority,
                  })),
                },
              ]}
            />
          ) : ticket.priority ? (
            t(`priority.${ticket.priority}`)
          ) : (
            t('none')
          )}
        </Pair>
        <Pair name={t('ticket.style')}>
          {canChange ? (
            <AriaButton className={css['value'] ?? ''} onPress={() => handlerOf('changeStyle')?.()}>
              {styleName}
            </AriaButton>
          ) : (
            styleName
          )}
        </Pair>
        <Particulars snapshot={snapshot} ticket={ticket} canChange={canChange} />
        <Pair name={t('ticket.tags')}>
          <Tags tags={ticket.tags} onChange={canChange ? (tags) => void change({ tags }) : undefined} />
        </Pair>
      </Pairs>
    </Block>
  )
}

function Assignee({ snapshot, ticket }: { snapshot: ConversationSnapshot; ticket: TicketView }) {
  const t = useDeskText()
  const { me } = useDesk()
  const { change, take } = useTicket(snapshot)
  const colleagues = useColleagues()
  const groups = useGroups()
  const [isOpen, setOpen] = useState(false)
  const isRouted = useRoutingNames().enabled
  const canAssign = snapshot.may.assign && ticket.status !== 'closed'
  useCommands({ assign: canAssign && (() => setOpen(true)) }, snapshot.conversation.id)
  const assignee = colleagues.find(({ id }) => id === ticket.assigneeId)
  const shown =
    ticket.assigneeId === null
      ? t('nobody')
      : ticket.assigneeId === me.id
        ? t('assignee.me', { name: me.name })
        : (assignee?.name ?? t('someone'))
  const value = (
    <>
      {ticket.assigneeId !== null && (
        <Avatar name={assignee?.name ?? me.name} photo={assignee?.photo ?? null} size={18} />
      )}
      {shown}
    </>
  )
  const choices = [
    ...(me.permissions.includes('assignable') && ticket.assigneeId !== me.id
      ? [{ id: String(me.id), label: t('assignee.me', { name: me.name }) }]
      : []),
    ...(ticket.assigneeId === null ? [] : [{ id: 'nobody', label: t('nobody') }]),
    ...(isRouted ? [{ id: 'queue', label: t('command.toQueue') }] : []),
    ...colleagues
      .filter((one) => one.assignable && one.active && one.id !== me.id)
      .map((one) => ({
        id: String(one.id),
        label: one.name,
        description: [
          t(`availability.${one.availability}`),
          ...groups.filter(({ id }) => one.groups.includes(id)).map(({ name }) => name),
        ].join(' · '),
        icon: <Avatar name={one.name} photo={one.photo} size={24} presence={one.availability} />,
      })),
  ]
  return (
    <Pair name={t('ticket.assignee')}>
      {canAssign ? (
        <Picker
          label={t('assignee.choose')}
          items={choices}
          value={ticket.assigneeId === null ? null : String(ticket.assigneeId)}
          onChange={(id) => {
            // After this list is gone: the dialog takes the focus.
            if (id === 'queue') setTimeout(() => handlerOf('toQueue')?.())
            else void change({ assigneeId: id === 'nobody' ? null : Number(id) })
          }}
          none={t('picker.none')}
          isOpen={isOpen}
          onOpenChange={setOpen}
          trigger={<AriaButton className={css['value'] ?? ''}>{value}</AriaButton>}
        />
      ) : (
        <span className={css['status']}>{value}</span>
      )}
      {ticket.assigneeId === null && !canAssign && snapshot.may.reply && (
        <AriaButton className={css['take'] ?? ''} onPress={() => void take()}>
          {t('take')}
        </AriaButton>
      )}
    </Pair>
  )
}

function Group({ snapshot, ticket }: { snapshot: ConversationSnapshot; ticket: TicketView }) {
  const t = useDeskText()
  const { change } = useTicket(snapshot)
  const groups = useGroups()
  const shown = groups.find(({ id }) => id === ticket.groupId)?.name ?? t('noGroup')
  if (!snapshot.may.assign || ticket.status === 'closed') return <Pair name={t('ticket.group')}>{shown}</Pair>
  return (
    <Pair name={t('ticket.group')}>
      <Picker
        label={t('group.choose')}
        items={groups.map(({ id, name, members }) => ({
          id: String(id),
          label: name,
          description: t('group.members', { n: members.length }),
        }))}
        value={ticket.groupId === null ? null : String(ticket.groupId)}
        onChange={(id) => void change({ groupId: Number(id) })}
        none={t('picker.none')}
        trigger={<AriaButton className={css['value'] ?? ''}>{shown}</AriaButton>}
      />
    </Pair>
  )
}
