import { useInfiniteQuery } from '@tanstack/react-query'
import { History } from 'lucide-react'
import { useState } from 'react'
import type { AuditView } from '../../../../server/identity/contract.ts'
import { useRefusalText } from '../../../kit/i18n.tsx'
import { Button } from '../../../kit/ui/Button.tsx'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { Select } from '../../../kit/ui/Select.tsx'
import { Skeleton } from '../../../kit/ui/Spinner.tsx'
import { useColleagues } from '../../app/queries.ts'
import { useTimes } from '../../app/times.ts'
import { Back } from '../parts/Back.tsx'
import bar from '../parts/Toolbar.module.css'
import { useSettingsText } from '../text.ts'
import { type AuditFilter, auditQuery } from './audit-query.ts'
import { Entry } from './Entry.tsx'
import css from './Audit.module.css'

const kinds = [
  'user',
  'role',
  'group',
  'brand',
  'channel',
  'style',
  'schedule',
  'rule',
  'view',
  'sla_policy',
  'survey',
  'webhook',
  'ticket_field',
  'ticket_form',
  'ticket_status',
  'saved_reply',
  'queue',
  'skill',
  'capacity_rule',
  'agent_status',
  'setting_import',
  'mail',
  'contact',
  'organization',
  'conversation',
] as const

/** Who changed what, and when. */
export default function Audit() {
  const t = useSettingsText()
  const [filter, setFilter] = useState<AuditFilter>({})
  return (
    <Page
      title={t('section.audit')}
      description={t('audit.text')}
      back={<Back to="/settings" label={t('settings')} isNarrowOnly />}
    >
      <Filters filter={filter} onChange={setFilter} />
      <Log filter={filter} onClear={() => setFilter({})} />
    </Page>
  )
}

function Filters({ filter, onChange }: { filter: AuditFilter; onChange: (filter: AuditFilter) => void }) {
  const t = useSettingsText()
  const people = useColleagues().toSorted((a, b) => a.name.localeCompare(b.name))
  return (
    <div className={bar['bar']}>
      <Select
        label={t('audit.by')}
        className={css['filter'] ?? ''}
        value={String(filter.by ?? 0)}
        onChange={(id) =>
          onChange({ ...(filter.subject && { subject: filter.subject }), ...(id !== '0' && { by: Number(id) }) })
        }
        items={[
          { id: '0', label: t('audit.anyone') },
          ...people.map(({ id, name }) => ({ id: String(id), label: name })),
        ]}
      />
      <Select
        label={t('audit.what')}
        className={css['filter'] ?? ''}
        value={filter.subject ?? 'any'}
        onChange={(kind) => onChange({ ...(filter.by && { by: filter.by }), ...(kind !== 'any' && { subject: kind }) })}
        items={[
          { id: 'any', label: t('audit.anything') },
          ...kinds.map((id) => ({ id, label: t(`audit.kinds.${id}`) })),
        ]}
      />
    </div>
  )
}

function Log({ filter, onClear }: { filter: AuditFilter; onClear: () => void }) {
  const t = useSettingsText()
  const say = useRefusalText()
  const log = useInfiniteQuery(auditQuery(filter))
  if (log.isPending) return <Skeleton lines={10} label={t('loading')} />
  if (log.isError)
    return (
      <EmptyState title={t('audit.failed')} text={say(log.error)}>
        <Button onPress={() => void log.refetch()}>{t('audit.again')}</Button>
      </EmptyState>
    )
  const rows = log.data.pages.flatMap((page) => page.rows)
  if (rows.length === 0) {
    const isFiltered = filter.by !== undefined || filter.subject !== undefined
    return (
      <EmptyState
        icon={<History size={22} aria-hidden />}
        title={t(isFiltered ? 'audit.noneSuch' : 'audit.none')}
        text={t(isFiltered ? 'audit.noneSuch.text' : 'audit.none.text')}
      >
        {isFiltered && <Button onPress={onClear}>{t('audit.clear')}</Button>}
      </EmptyState>
    )
  }
  return (
    <>
      <Days rows={rows} />
      {log.hasNextPage && (
        <div className={css['more']}>
          <Button onPress={() => void log.fetchNextPage()} isPending={log.isFetchingNextPage}>
            {t('audit.more')}
          </Button>
        </div>
      )}
    </>
  )
}

function Days({ rows }: { rows: readonly AuditView[] }) {
  const times = useTimes()
  const days = Object.entries(Object.groupBy(rows, ({ at }) => times.day(at)))
  return days.map(([day, entries = []]) => (
    <section key={day} className={css['day']}>
      <h2>{day}</h2>
      <ol className={css['entries']}>
        {entries.map((entry) => (
          <Entry key={entry.id} entry={entry} />
        ))}
      </ol>
    </section>
  ))
}
