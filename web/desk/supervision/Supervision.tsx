import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { UsersRound } from 'lucide-react'
import { type RefObject, useCallback, useRef, useState } from 'react'
import type { WorkView } from '../../../server/routing/contract.ts'
import { EmptyState } from '../../kit/ui/EmptyState.tsx'
import { Page } from '../../kit/ui/Page.tsx'
import { Segments } from '../../kit/ui/Segments.tsx'
import { Select } from '../../kit/ui/Select.tsx'
import { Skeleton } from '../../kit/ui/Spinner.tsx'
import { TextField } from '../../kit/ui/TextField.tsx'
import { routingNamesQuery, useColleagues, useGroups, useStatuses } from '../app/queries.ts'
import { useTitle } from '../app/title.ts'
import { useMay } from '../shell/DeskContext.tsx'
import { AgentRow } from './AgentRow.tsx'
import { ChannelLevels } from './ChannelLevels.tsx'
import { Lanes } from './Lanes.tsx'
import type { Board } from './merged.ts'
import { NearRows } from './NearRows.tsx'
import { useSupervisionText } from './text.ts'
import { useSupervision } from './useSupervision.ts'
import css from './Supervision.module.css'

/** Who works, what waits and how well it goes, as it changes. */
export default function SupervisionPage() {
  const t = useSupervisionText()
  const board = useSupervision()
  const names = useQuery(routingNamesQuery).data
  const mayManage = useMay('routing.manage')
  useTitle(t('title'))
  const stage = useRef<HTMLDivElement>(null)
  return (
    <div ref={stage} className={css['stage']}>
      <Page title={t('title')} description={t('text')} isWide>
        {board === null ? (
          <Skeleton lines={10} label={t('loading')} />
        ) : (
          <>
            {names?.enabled === false && (
              <p className={css['off']} role="status">
                <b>{t('off')}</b> {t('off.text')}{' '}
                {mayManage && (
                  <Link to="/settings/$" params={{ _splat: 'routing' }}>
                    {t('off.settings')}
                  </Link>
                )}
              </p>
            )}
            <Lanes lanes={board.lanes} />
            <ChannelLevels />
            <Agents board={board} within={stage} />
          </>
        )}
      </Page>
    </div>
  )
}

const shows = ['all', 'here', 'free'] as const
type Show = (typeof shows)[number]
const byName = new Intl.Collator().compare
const hasRoom = ({ isHere, load, limit }: WorkView): boolean => isHere && load.messaging < limit.messaging

function Agents({ board, within }: { board: Board; within: RefObject<HTMLElement | null> }) {
  const t = useSupervisionText()
  const colleagues = new Map(useColleagues().map((each) => [each.id, each]))
  const groups = useGroups()
  const statuses = useStatuses()
  const [search, setSearch] = useState('')
  const [group, setGroup] = useState('0')
  const [show, setShow] = useState<Show>('all')
  const [open, setOpen] = useState<ReadonlySet<number>>(new Set())
  const onOpen = useCallback((userId: number, isOpen: boolean) => {
    setOpen((before) => {
      const next = new Set(before)
      if (isOpen) next.add(userId)
      else next.delete(userId)
      return next
    })
  }, [])
  const isHere = (work: WorkView) =>
    work.isHere && statuses.find(({ id }) => id === work.statusId)?.messaging !== 'offline'
  const wanted = search.trim().toLowerCase()
  const found = board.agents
    .map((work) => ({ work, person: colleagues.get(work.userId), isHere: isHere(work) }))
    .filter(
      ({ work, person, isHere: here }) =>
        person !== undefined &&
        (wanted === '' || person.name.toLowerCase().includes(wanted)) &&
        (group === '0' || person.groups.includes(Number(group))) &&
        (show === 'all' || (show === 'here' ? here : here && hasRoom(work))),
    )
    .toSorted((a, b) => Number(b.isHere) - Number(a.isHere) || byName(a.person?.name ?? '', b.person?.name ?? ''))
  const here = board.agents.filter(isHere)
  return (
    <section aria-labelledby="agents-title">
      <h2 id="agents-title" className={css['title']}>
        {t('agents')}{' '}
        <small>
          {t('summary', {
            here: here.length,
            free: here.filter(hasRoom).length,
            waiting: board.lanes.reduce((sum, { waiting }) => sum + waiting, 0),
          })}
        </small>
      </h2>
      <div className={css['bar']}>
        <TextField label={t('search')} value={search} onChange={setSearch} type="search" />
        <Select
          label={t('group')}
          value={group}
          items={[
            { id: '0', label: t('group.any') },
            ...groups.map(({ id, name }) => ({ id: String(id), label: name })),
          ]}
          onChange={setGroup}
        />
        <div>
          <Segments
            label={t('show')}
            value={show}
            items={shows.map((id) => ({ id, label: t(`show.${id}`) }))}
            onChange={setShow}
          />
        </div>
      </div>
      {found.length === 0 ? (
        <EmptyState icon={<UsersRound size={22} aria-hidden />} title={t('none')} text={t('none.text')} />
      ) : (
        <NearRows
          label={t('agents')}
          className={css['agents'] ?? ''}
          items={found}
          keyOf={({ work }) => work.userId}
          within={within}
          row={({ work, person, isHere: here_ }) => (
            <AgentRow
              work={work}
              name={person?.name ?? ''}
              photo={person?.photo ?? null}
              isHere={here_}
              statuses={statuses}
              isOpen={open.has(work.userId)}
              onOpen={onOpen}
            />
          )}
        />
      )}
    </section>
  )
}
