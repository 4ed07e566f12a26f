import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Smile } from 'lucide-react'
import { useState } from 'react'
import type { RatingView } from '../../../server/surveys/contract.ts'
import { useRefusalText } from '../../kit/i18n.tsx'
import { Button } from '../../kit/ui/Button.tsx'
import { EmptyState } from '../../kit/ui/EmptyState.tsx'
import { Page } from '../../kit/ui/Page.tsx'
import { Select } from '../../kit/ui/Select.tsx'
import { Skeleton } from '../../kit/ui/Spinner.tsx'
import { Table } from '../../kit/ui/Table.tsx'
import { useColleagues, useGroups } from '../app/queries.ts'
import { useTimes } from '../app/times.ts'
import { useTitle } from '../app/title.ts'
import { channelsQuery } from '../settings/queries.ts'
import { useMay } from '../shell/DeskContext.tsx'
import { type RatingFilter, ratingsQuery } from './queries.ts'
import { Score } from './Score.tsx'
import { useSurveysText } from './text.ts'
import css from './Satisfaction.module.css'

const kinds = ['rated', 'good', 'bad', 'commented', 'unrated'] as const
const periods = [7, 30, 90, 0] as const
const begun: RatingFilter = { days: 30 }

/** What customers say of the conversations this person reaches, and the sum of it. */
export default function Satisfaction() {
  const s = useSurveysText()
  const [filter, setFilter] = useState(begun)
  useTitle(s('satisfaction'))
  return (
    <div className={css['stage']}>
      <Page title={s('satisfaction')} description={s('list.text')} isWide>
        <Filters filter={filter} onChange={setFilter} />
        <Found filter={filter} onClear={() => setFilter({ days: 0 })} />
      </Page>
    </div>
  )
}

function Filters({ filter, onChange }: { filter: RatingFilter; onChange: (filter: RatingFilter) => void }) {
  const s = useSurveysText()
  const people = useColleagues().toSorted((a, b) => a.name.localeCompare(b.name))
  const groups = useGroups()
  const channels = useQuery(channelsQuery).data ?? []
  const { rating, agentId, groupId, channelId, days } = filter
  const without = (name: keyof RatingFilter): RatingFilter => {
    const { [name]: _gone, ...rest } = filter
    return { ...rest, days }
  }
  return (
    <div className={css['bar']}>
      <Select
        label={s('list.rating')}
        value={rating ?? 'any'}
        items={[{ id: 'any', label: s('list.any') }, ...kinds.map((id) => ({ id, label: s(`kind.${id}`) }))]}
        onChange={(id) => onChange(id === 'any' ? without('rating') : { ...filter, rating: id })}
      />
      <Select
        label={s('list.agent')}
        value={String(agentId ?? 0)}
        items={[
          { id: '0', label: s('list.anyone') },
          ...people.map(({ id, name }) => ({ id: String(id), label: name })),
        ]}
        onChange={(id) => onChange(id === '0' ? without('agentId') : { ...filter, agentId: Number(id) })}
      />
      <Select
        label={s('list.group')}
        value={String(groupId ?? 0)}
        items={[
          { id: '0', label: s('list.everyGroup') },
          ...groups.map(({ id, name }) => ({ id: String(id), label: name })),
        ]}
        onChange={(id) => onChange(id === '0' ? without('groupId') : { ...filter, groupId: Number(id) })}
      />
      <Select
        label={s('list.channel')}
        value={String(channelId ?? 0)}
        items={[
          { id: '0', label: s('list.everywhere') },
          ...channels.map(({ id, name }) => ({ id: String(id), label: name })),
        ]}
        onChange={(id) => onChange(id === '0' ? without('channelId') : { ...filter, channelId: Number(id) })}
      />
      <Select
        label={s('list.period')}
        value={String(days)}
        items={periods.map((each) => ({ id: String(each), label: s('list.days', { n: each }) }))}
        onChange={(id) => onChange({ ...filter, days: Number(id) })}
      />
    </div>
  )
}

function Found({ filter, onClear }: { filter: RatingFilter; onClear: () => void }) {
  const s = useSurveysText()
  const say = useRefusalText()
  const mayManage = useMay('rules.manage')
  const list = useInfiniteQuery(ratingsQuery(filter))
  if (list.isPending) return <Skeleton lines={10} label={s('loading')} />
  if (list.isError)
    return (
      <EmptyState title={s('failed')} text={say(list.error)}>
        <Button onPress={() => void list.refetch()}>{s('again')}</Button>
      </EmptyState>
    )
  const rows = list.data.pages.flatMap((page) => page.rows)
  const sum = list.data.pages[0]?.sum
  const isFiltered =
    filter.rating !== undefined ||
    filter.agentId !== undefined ||
    filter.groupId !== undefined ||
    filter.channelId !== undefined
  return (
    <>
      {sum && sum.offered > 0 && (
        <dl className={css['sum']}>
          <Figure name={s('sum.score')} value={sum.score === null ? '–' : s('sum.percent', { n: sum.score })} />
          <Figure name={s('sum.good')} value={String(sum.good)} />
          <Figure name={s('sum.bad')} value={String(sum.rated - sum.good)} />
          <Figure name={s('sum.answered')} value={s('sum.of', { n: sum.rated, of: sum.offered })} />
        </dl>
      )}
      {rows.length === 0 ? (
        <EmptyState
          icon={<Smile size={22} aria-hidden />}
          title={s(isFiltered || filter.days > 0 ? 'list.noneSuch' : 'list.none')}
          text={s(isFiltered || filter.days > 0 ? 'list.noneSuch.text' : 'list.none.text')}
        >
          {isFiltered || filter.days > 0 ? (
            <Button onPress={onClear}>{s('list.clear')}</Button>
          ) : (
            mayManage && (
              <Link to="/settings/$" params={{ _splat: 'surveys' }}>
                {s('list.toSettings')}
              </Link>
            )
          )}
        </EmptyState>
      ) : (
        <Rows rows={rows} />
      )}
      {list.hasNextPage && (
        <div className={css['more']}>
          <Button onPress={() => void list.fetchNextPage()} isPending={list.isFetchingNextPage}>
            {s('list.more')}
          </Button>
        </div>
      )}
    </>
  )
}

function Rows({ rows }: { rows: readonly RatingView[] }) {
  const s = useSurveysText()
  const times = useTimes()
  const colleagues = useColleagues()
  return (
    <Table
      isStacked
      label={s('satisfaction')}
      rows={rows}
      rowKey={({ id }) => id}
      columns={[
        {
          id: 'ticket',
          title: s('list.ticket'),
          cell: ({ conversationId, subject, ticketId, contact }) => (
            <Link
              to="/inbox/$view/$conversationId"
              params={{ view: 'all', conversationId: String(conversationId) }}
              className={css['link']}
            >
              {contact.name ?? s('list.unnamed')}
              <span>{subject || s('list.number', { id: ticketId })}</span>
            </Link>
          ),
        },
        { id: 'score', title: s('list.rating'), cell: (rating) => <Score rating={rating} /> },
        {
          id: 'words',
          title: s('list.words'),
          cell: ({ reason, comment }) => (
            <span className={css['words']}>
              {reason && <b>{reason}</b>}
              {comment}
            </span>
          ),
        },
        {
          id: 'agent',
          title: s('list.agent'),
          isWideOnly: true,
          cell: ({ agentId }) => colleagues.find(({ id }) => id === agentId)?.name ?? '',
        },
        {
          id: 'at',
          title: s('list.when'),
          isWideOnly: true,
          cell: ({ ratedAt, offeredAt }) => (
            <time dateTime={ratedAt ?? offeredAt} title={times.full(ratedAt ?? offeredAt)}>
              {times.brief(ratedAt ?? offeredAt)}
            </time>
          ),
        },
      ]}
    />
  )
}

function Figure({ name, value }: { name: string; value: string }) {
  return (
    <div>
      <dt>{name}</dt>
      <dd>{value}</dd>
    </div>
  )
}
