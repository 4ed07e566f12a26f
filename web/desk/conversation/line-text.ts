import type { DeskText } from '../app/text.ts'
import type { Times } from '../app/times.ts'
import type { TicketChangeSet } from '../live/events.ts'
import type { Facts } from './facts.ts'
import type { RoutingEvent } from '../live/events.ts'
import type { LineEvent } from './items.ts'

type LineStyle = Extract<LineEvent, { type: 'conversation.styled' }>['data']['style']
type Words = { t: DeskText; times: Times; facts: Facts }

/** One sentence on what happened: "Léa set the status to Pending and took it". */
export function lineText(event: Exclude<LineEvent, RoutingEvent>, words: Words): string {
  const { t, facts } = words
  const by = facts.actorName(event.by)
  switch (event.type) {
    case 'conversation.started':
      return t('line.started', { name: by })
    case 'control.changed':
      return t('line.control', { to: event.data.to })
    case 'handed_over':
      return event.data.groupId === null
        ? t('line.handedOver')
        : t('line.handedOverTo', { group: facts.groupName(event.data.groupId) })
    case 'message.redacted':
      return t('line.redacted', { name: by })
    case 'message.mailed':
      return t('line.mailed', { state: event.data.state })
    case 'conversation.marked':
      return t('line.read', { by: event.data.by })
    case 'session.ended':
      return t('line.sessionEnded', { reason: event.data.reason, name: by })
    case 'session.active':
      return t('line.sessionActive')
    case 'session.inactive':
      return t('line.sessionInactive')
    case 'conversation.closed':
      return t('line.closed')
    case 'conversation.styled':
      return t('line.styled', { name: by, style: styleWord(event.data.style, t) })
    case 'conversation.localized':
      return t('line.localized', { name: by, locale: event.data.locale.split('-')[0] ?? '' })
    case 'ticket.created':
      return t('line.ticket', { id: event.data.ticket.id })
    case 'contact.updated':
      return t('line.contact', { name: by })
    case 'sla.breached':
      return t('line.slaMissed', { metric: event.data.metric })
    case 'ticket.updated':
      return `${event.data.rule === undefined ? by : t('actor.ruleNamed', { title: event.data.rule })}${t('line.colon')}${changesText(event.data.changes, words)}`
  }
}

const styleWord = ({ kind, name }: LineStyle, t: DeskText): string => (kind === 'custom' ? name : t(`style.${kind}`))

export function changesText(changes: TicketChangeSet, { t, times, facts }: Words): string {
  const said: string[] = []
  const { status, statusId, assigneeId, groupId, priority, subject, tags, snoozedUntil, satisfaction } = changes
  if (assigneeId)
    said.push(
      assigneeId[1] === null ? t('change.unassigned') : t('change.assignee', { name: facts.agentName(assigneeId[1]) }),
    )
  if (groupId) said.push(t('change.group', { group: facts.groupName(groupId[1]) }))
  if (status) {
    const [from, to] = [
      facts.data.statusWord(status[0], statusId?.[0] ?? null),
      facts.data.statusWord(status[1], statusId?.[1] ?? null),
    ]
    said.push(t('change.status', { from, to }))
  } else if (statusId) said.push(t('change.ownStatus', { to: facts.data.ownWord(statusId[1]) }))
  if (priority)
    said.push(t('change.priority', { priority: priority[1] === null ? t('none') : t(`priority.${priority[1]}`) }))
  if (subject) said.push(t('change.subject', { subject: subject[1] }))
  if (tags) said.push(...tagChanges(tags, t))
  if (snoozedUntil)
    said.push(
      snoozedUntil[1] === null ? t('change.awake') : t('change.snoozed', { date: times.brief(snoozedUntil[1]) }),
    )
  if (satisfaction)
    said.push(t('change.satisfaction', { to: satisfaction[1], score: changes.satisfactionScore?.[1] ?? 0 }))
  said.push(...facts.data.said(changes, times.brief))
  return said.length > 0 ? said.join(' · ') : t('change.other')
}

function tagChanges([before, after]: [string[], string[]], t: DeskText): string[] {
  const added = after.filter((tag) => !before.includes(tag))
  const removed = before.filter((tag) => !after.includes(tag))
  return [
    ...(added.length > 0 ? [t('change.tagsAdded', { tags: added.join(', ') })] : []),
    ...(removed.length > 0 ? [t('change.tagsRemoved', { tags: removed.join(', ') })] : []),
  ]
}
