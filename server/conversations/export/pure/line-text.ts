import type { ActorView, EventView } from '../../../platform/protocol.ts'
import { isRecord, isTexts } from './narrow.ts'

/** A text of the catalogues by its key; the keys of lines are the desk's. */
export type Say = (key: string, values?: Record<string, string | number>) => string
export type Words = {
  say: Say
  nameOf: (by: ActorView) => string
  agent: (id: number) => string
  group: (id: number) => string
  /** An instant, with its day. */
  moment: (at: string) => string
}

/** One sentence on what happened, as the desk's thread tells it; null for what is no news (marks, the words of messages). */
export function lineText({ type, data, by }: EventView, words: Words): string | null {
  const { say, nameOf } = words
  switch (type) {
    case 'conversation.started':
      return say('line.started', { name: nameOf(by) })
    case 'control.changed':
      return say('line.control', { to: String(data.to) })
    case 'handed_over':
      return typeof data.groupId === 'number'
        ? say('line.handedOverTo', { group: words.group(data.groupId) })
        : say('line.handedOver')
    case 'message.redacted':
      return say('line.redacted', { name: nameOf(by) })
    case 'session.ended':
      return say('line.sessionEnded', { reason: String(data.reason), name: nameOf(by) })
    case 'session.active':
      return say('line.sessionActive')
    case 'session.inactive':
      return say('line.sessionInactive')
    case 'conversation.closed':
      return say('line.closed')
    case 'conversation.styled':
      return say('line.styled', { name: nameOf(by), style: styleWord(data.style, say) })
    case 'conversation.localized':
      return say('line.localized', { name: nameOf(by), locale: String(data.locale).split('-')[0] ?? '' })
    case 'agent.joined':
      return say('joined', { name: isRecord(data.agent) ? String(data.agent.name) : '' })
    case 'ticket.created':
      return say('line.ticket', { id: isRecord(data.ticket) ? String(data.ticket.id) : '' })
    case 'ticket.updated':
      return `${nameOf(by)}${say('line.colon')}${changesText(data.changes, words)}`
    default:
      return null
  }
}

/** Those of the product are called in the reader's language. */
function styleWord(style: unknown, say: Say): string {
  if (!isRecord(style)) return ''
  return style.kind === 'custom' ? String(style.name) : say(`style.${String(style.kind)}`)
}

function changesText(changes: unknown, words: Words): string {
  const { say } = words
  const said = Object.entries(isRecord(changes) ? changes : {}).flatMap(([field, change]) =>
    Array.isArray(change) && change.length === 2 ? changeText(field, change[0], change[1], words) : [],
  )
  return said.length > 0 ? said.join(' · ') : say('change.other')
}

function changeText(field: string, from: unknown, to: unknown, { say, agent, group, moment }: Words): string[] {
  switch (field) {
    case 'assigneeId':
      return [typeof to === 'number' ? say('change.assignee', { name: agent(to) }) : say('change.unassigned')]
    case 'groupId':
      return [say('change.group', { group: typeof to === 'number' ? group(to) : say('none') })]
    case 'status':
      return [say('change.status', { from: say(`status.${String(from)}`), to: say(`status.${String(to)}`) })]
    case 'priority':
      return [say('change.priority', { priority: typeof to === 'string' ? say(`priority.${to}`) : say('none') })]
    case 'subject':
      return [say('change.subject', { subject: String(to) })]
    case 'tags':
      return isTexts(from) && isTexts(to) ? tagChanges(from, to, say) : []
    case 'snoozedUntil':
      return [typeof to === 'string' ? say('change.snoozed', { date: moment(to) }) : say('change.awake')]
    default:
      return []
  }
}

function tagChanges(before: readonly string[], after: readonly string[], say: Say): string[] {
  const added = after.filter((tag) => !before.includes(tag))
  const removed = before.filter((tag) => !after.includes(tag))
  return [
    ...(added.length > 0 ? [say('change.tagsAdded', { tags: added.join(', ') })] : []),
    ...(removed.length > 0 ? [say('change.tagsRemoved', { tags: removed.join(', ') })] : []),
  ]
}
