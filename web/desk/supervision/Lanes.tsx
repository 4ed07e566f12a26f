import { Inbox } from 'lucide-react'
import type { LaneView } from '../../../server/routing/contract.ts'
import { EmptyState } from '../../kit/ui/EmptyState.tsx'
import { Table } from '../../kit/ui/Table.tsx'
import { useGroups, useRoutingNames } from '../app/queries.ts'
import { useTimes } from '../app/times.ts'
import { laneKey } from './merged.ts'
import { type SupervisionText, useSupervisionText } from './text.ts'
import css from './Supervision.module.css'

const MINUTE = 60_000
/** Minutes, from which on they are told in hours. */
const HOURS_FROM = 120

/** What waits, how long, and whether promises are kept. */
export function Lanes({ lanes }: { lanes: readonly LaneView[] }) {
  const t = useSupervisionText()
  const times = useTimes()
  const groups = useGroups()
  const { queues } = useRoutingNames()
  const nameOf = ({ queueId, groupId }: LaneView): string => {
    if (queueId !== null) return queues.find(({ id }) => id === queueId)?.name ?? ''
    const group = groups.find(({ id }) => id === groupId)
    return group === undefined ? t('lane.none') : t('lane.group', { name: group.name })
  }
  return (
    <section aria-labelledby="queues-title">
      <h2 id="queues-title" className={css['title']}>
        {t('queues')}
      </h2>
      <Table
        label={t('queues')}
        rows={lanes}
        rowKey={laneKey}
        empty={<EmptyState icon={<Inbox size={22} aria-hidden />} title={t('noQueues')} text={t('noQueues.text')} />}
        columns={[
          { id: 'name', title: t('queue'), cell: nameOf },
          { id: 'waiting', title: t('waiting'), isNumber: true, cell: ({ waiting }) => <b>{waiting}</b> },
          { id: 'offered', title: t('offered'), isNumber: true, isWideOnly: true, cell: ({ offered }) => offered },
          {
            id: 'longest',
            title: t('longest'),
            isNumber: true,
            cell: ({ longestSince }) =>
              longestSince === null ? '–' : times.span(Math.max(0, times.now - Date.parse(longestSince))),
          },
          {
            id: 'expected',
            title: t('expected'),
            isNumber: true,
            isWideOnly: true,
            cell: ({ expected }) => range(t, expected),
          },
          { id: 'level', title: t('level'), isNumber: true, cell: ({ level }) => <Level level={level} /> },
        ]}
      />
    </section>
  )
}

function range(t: SupervisionText, expected: LaneView['expected']): string {
  if (expected === null) return t('expected.unknown')
  const [low, high] = [Math.floor(expected.lowMs / MINUTE), Math.ceil(expected.highMs / MINUTE)]
  if (high >= HOURS_FROM) return t('expected.hours', { low: Math.floor(low / 30) / 2, high: Math.ceil(high / 30) / 2 })
  return low === high ? t('expected.about', { high }) : t('expected.range', { low, high })
}

/** Met or missed is said by colour, and by what is told of it. */
function Level({ level }: { level: LaneView['level'] }) {
  const t = useSupervisionText()
  const times = useTimes()
  if (level.of === 0) return <>{t('level.none')}</>
  const percent = Math.floor((level.within / level.of) * 100)
  const isMet = percent >= level.targetPercent
  const limit = level.targetSeconds < 60 ? `${level.targetSeconds} s` : times.span(level.targetSeconds * 1_000)
  return (
    <span className={css['level']} data-met={isMet}>
      {t('level.value', { percent, target: level.targetPercent, limit })}
      <span className={css['hidden']}> {t(isMet ? 'level.met' : 'level.missed')}</span>
    </span>
  )
}
