import type { ReactNode } from 'react'
import type { InboxRow } from '../../../../server/tickets/contract.ts'
import { useText } from '../../../kit/i18n.tsx'
import { StatusMark } from '../../../kit/ui/StatusMark.tsx'
import { Tag } from '../../../kit/ui/Tag.tsx'
import { useBrands, useColleagues, useDefinitions, useGroups } from '../../app/queries.ts'
import { useSaid } from '../../app/said.ts'
import { useStatusWord } from '../../app/status-word.ts'
import { useDeskText } from '../../app/text.ts'
import { useTimes } from '../../app/times.ts'
import { useLanguageName } from '../../settings/parts/useLanguageName.ts'
import { SlaTag } from '../../ticket/sla/SlaTag.tsx'
import { nameOf } from '../Row.tsx'
import { useViewsText } from './text.ts'
import css from './ViewTable.module.css'

/** What a row shows in a column; null where there is nothing. */
export function useCell(): (row: InboxRow, column: string) => ReactNode {
  const t = useDeskText()
  const v = useViewsText()
  const ticket = useText('ticket')
  const times = useTimes()
  const said = useSaid()
  const statusWord = useStatusWord()
  const languageName = useLanguageName()
  const groups = useGroups()
  const brands = useBrands()
  const colleagues = useColleagues()
  const fields = useDefinitions().data?.fields ?? []
  const instant = (at: string | null | undefined) =>
    at ? (
      <time dateTime={at} title={times.full(at)}>
        {Date.parse(at) > times.now ? times.brief(at) : times.ago(at)}
      </time>
    ) : null
  const ownValue = (id: string, value: unknown): string | null => {
    if (value === undefined || value === null || value === '') return null
    if (typeof value === 'boolean') return value ? v('yes') : null
    const options = fields.find((field) => String(field.id) === id)?.options ?? []
    const shown = (each: unknown) => {
      const option = options.find(({ key }) => key === each)
      return option === undefined ? String(each) : said(option.label)
    }
    return Array.isArray(value) ? value.map(shown).join(', ') : shown(value)
  }
  return (row, column) => {
    switch (column) {
      case 'ticketId':
        return `#${row.ticketId ?? row.conversationId}`
      case 'subject':
        return row.subject || null
      case 'contact':
        return nameOf(row.contact, t)
      case 'status':
        return (
          <span className={css['status']}>
            <StatusMark status={row.status} isDecorative />
            {statusWord(row.status, row.statusId)}
          </span>
        )
      case 'priority':
        if (row.priority === null) return null
        return row.priority === 'urgent' ? <Tag tone="bad">{t('priority.urgent')}</Tag> : t(`priority.${row.priority}`)
      case 'type':
        return row.more?.type ? ticket(`type.${row.more.type}`) : null
      case 'groupId':
        return groups.find(({ id }) => id === row.groupId)?.name ?? null
      case 'assigneeId':
        return colleagues.find(({ id }) => id === row.assigneeId)?.name ?? null
      case 'tags':
        return row.more && row.more.tags.length > 0 ? (
          <span className={css['tags']}>
            {row.more.tags.map((tag) => (
              <Tag key={tag}>{tag}</Tag>
            ))}
          </span>
        ) : null
      case 'channelId':
        return row.channel.name
      case 'brandId':
        return brands.find(({ id }) => id === row.brandId)?.name ?? null
      case 'locale':
        return languageName(row.locale)
      case 'createdAt':
      case 'updatedAt':
      case 'dueAt':
        return instant(row.more?.[column])
      case 'sla':
        return row.sla === null ? null : <SlaTag mark={row.sla} />
      case 'activityAt':
        return instant(row.activityAt)
      case 'waitingSince':
        return instant(row.waitingSince)
      default: {
        const id = column.slice('fields.'.length)
        return ownValue(id, row.more?.fields[id])
      }
    }
  }
}
