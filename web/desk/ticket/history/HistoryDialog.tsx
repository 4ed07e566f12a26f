import { useInfiniteQuery } from '@tanstack/react-query'
import { Download, History as Icon } from 'lucide-react'
import { useState } from 'react'
import type { UpdateKind, UpdateView } from '../../../../server/tickets/contract.ts'
import { useRefusalText } from '../../../kit/i18n.tsx'
import { Button, buttonClass } from '../../../kit/ui/Button.tsx'
import { Dialog } from '../../../kit/ui/Dialog.tsx'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Select } from '../../../kit/ui/Select.tsx'
import { Skeleton } from '../../../kit/ui/Spinner.tsx'
import { useColleagues } from '../../app/queries.ts'
import { useDeskText } from '../../app/text.ts'
import { useTimes } from '../../app/times.ts'
import { primaryEmail } from '../../context/identities.ts'
import { nameOf } from '../../inbox/Row.tsx'
import { useMay } from '../../shell/DeskContext.tsx'
import type { DialogProps } from '../dialogs/Dialogs.tsx'
import { type HistoryFilter, historyQuery } from './history-query.ts'
import { useHistoryText } from './text.ts'
import { Update } from './Update.tsx'
import css from './History.module.css'

const kinds = ['status', 'assignment', 'fields', 'rules', 'messages', 'ending'] as const satisfies readonly UpdateKind[]
const actors = ['agent', 'contact', 'rule', 'system'] as const

/** Every update of the ticket: who, when, each field before and after, which rule, and what was said. */
export default function HistoryDialog({ snapshot, ticket, onClose }: DialogProps) {
  const h = useHistoryText()
  const mayExport = useMay('conversations.export')
  const [filter, setFilter] = useState<HistoryFilter>({})
  const t = useDeskText()
  const { contact } = snapshot
  const contactName = nameOf({ id: contact.id, name: contact.name, email: primaryEmail(contact) }, t)
  const address = (format: string) => `/api/v1/conversations/${snapshot.conversation.id}/history?format=${format}`
  return (
    <Dialog
      title={h('title', { id: ticket.id })}
      isOpen
      onClose={onClose}
      size="l"
      footer={
        mayExport && (
          <>
            {(['csv', 'json'] as const).map((format) => (
              <a key={format} href={address(format)} className={buttonClass()} download>
                <Download size={16} aria-hidden /> {h(`export.${format}`)}
              </a>
            ))}
          </>
        )
      }
    >
      <Filters filter={filter} onChange={setFilter} contactName={contactName} />
      <Log
        conversationId={snapshot.conversation.id}
        version={ticket.version}
        filter={filter}
        onClear={setFilter}
        contactName={contactName}
      />
    </Dialog>
  )
}

type FiltersProps = { filter: HistoryFilter; onChange: (filter: HistoryFilter) => void; contactName: string }

function Filters({ filter, onChange, contactName }: FiltersProps) {
  const h = useHistoryText()
  const people = useColleagues().toSorted((a, b) => a.name.localeCompare(b.name))
  const set = ({ kind, by }: HistoryFilter) => onChange({ ...(kind && { kind }), ...(by && { by }) })
  return (
    <div className={css['filters']}>
      <Select
        label={h('kind')}
        className={css['filter'] ?? ''}
        value={filter.kind ?? 'any'}
        onChange={(id) => set({ ...filter, kind: kinds.find((kind) => kind === id) } as HistoryFilter)}
        items={[{ id: 'any', label: h('kind.any') }, ...kinds.map((id) => ({ id, label: h(`kind.${id}`) }))]}
      />
      <Select
        label={h('by')}
        className={css['filter'] ?? ''}
        value={filter.by ?? 'any'}
        onChange={(id) => set({ ...filter, by: id === 'any' ? undefined : id } as HistoryFilter)}
        items={[
          { id: 'any', label: h('by.any') },
          ...actors.map((id) => ({ id: id as string, label: id === 'contact' ? contactName : h(`by.${id}`) })),
          ...people.map(({ id, name }) => ({ id: `agent:${id}`, label: name })),
        ]}
      />
    </div>
  )
}

type LogProps = {
  conversationId: number
  version: number
  filter: HistoryFilter
  onClear: (filter: HistoryFilter) => void
  contactName: string
}

function Log({ conversationId, version, filter, onClear, contactName }: LogProps) {
  const h = useHistoryText()
  const say = useRefusalText()
  const log = useInfiniteQuery(historyQuery(conversationId, version, filter))
  if (log.isPending) return <Skeleton lines={8} label={h('loading')} />
  if (log.isError)
    return (
      <EmptyState title={h('failed')} text={say(log.error)}>
        <Button onPress={() => void log.refetch()}>{h('again')}</Button>
      </EmptyState>
    )
  const updates = log.data.pages.flat()
  if (updates.length === 0)
    return (
      <EmptyState icon={<Icon size={22} aria-hidden />} title={h('none')} text={h('none.text')}>
        <Button onPress={() => onClear({})}>{h('clear')}</Button>
      </EmptyState>
    )
  return (
    <>
      <Days updates={updates} contactName={contactName} />
      {log.hasNextPage && (
        <div className={css['more']}>
          <Button onPress={() => void log.fetchNextPage()} isPending={log.isFetchingNextPage}>
            {h('more')}
          </Button>
        </div>
      )}
    </>
  )
}

function Days({ updates, contactName }: { updates: readonly UpdateView[]; contactName: string }) {
  const times = useTimes()
  return Object.entries(Object.groupBy(updates, ({ at }) => times.day(at))).map(([day, all = []]) => (
    <section key={day} className={css['day']}>
      <h3>{day}</h3>
      <ol className={css['updates']}>
        {all.map((update) => (
          <Update key={update.id} update={update} contactName={contactName} />
        ))}
      </ol>
    </section>
  ))
}
