import { Download } from 'lucide-react'
import type { Figures, SimulationResult, SimulationView } from '../../../server/routing/contract.ts'
import { Button } from '../../kit/ui/Button.tsx'
import { EmptyState } from '../../kit/ui/EmptyState.tsx'
import { Section } from '../../kit/ui/Page.tsx'
import { Table } from '../../kit/ui/Table.tsx'
import { useTimes } from '../app/times.ts'
import { csvOf, save } from './export.ts'
import { type WhatIfText, useWhatIfText } from './text.ts'
import css from './WhatIf.module.css'

const FAIR = 0.1

/** What happened, what a replay makes of it, and what would have been: side by side. */
export function Result({ view }: { view: SimulationView }) {
  const t = useWhatIfText()
  const { result } = view
  if (result === null) return null
  if (result.happened.all.count === 0) return <EmptyState title={t('nothing')} text={t('nothing.text')} />
  const percent = result.error === null ? null : Math.round(result.error * 100)
  return (
    <>
      <Section
        title={t('result')}
        description={
          percent === null
            ? t('trust.none')
            : t((result.error ?? 1) <= FAIR ? 'trust.good' : 'trust.poor', { n: percent })
        }
        footer={
          <>
            <Button
              icon={<Download size={16} aria-hidden />}
              onPress={() => save(`what-if-${view.id}.csv`, 'text/csv', csvOf(view))}
            >
              CSV
            </Button>
            <Button
              icon={<Download size={16} aria-hidden />}
              onPress={() => save(`what-if-${view.id}.json`, 'application/json', JSON.stringify(view, null, 2))}
            >
              JSON
            </Button>
          </>
        }
      >
        <Table
          label={t('result')}
          columns={columnsOf(t, t('figure'))}
          rows={wholeRows(result, t)}
          rowKey={({ id }) => id}
        />
      </Section>
      <Section title={t('queues')} description={t('queues.text')}>
        <Table
          label={t('queues')}
          columns={columnsOf(t, t('queue'))}
          rows={queueRows(result, t)}
          rowKey={({ id }) => id}
        />
      </Section>
      <Section title={t('hours')} description={t('hours.text')}>
        <Chart result={result} />
      </Section>
    </>
  )
}

type Row = { id: string; name: string; happened: string; replayed: string; changed: string }
const columnsOf = (t: WhatIfText, first: string) => [
  { id: 'name', title: first, cell: ({ name }: Row) => name },
  ...(['happened', 'replayed', 'changed'] as const).map((id) => ({
    id,
    title: t(`side.${id}`),
    cell: (row: Row) => row[id],
    isNumber: true,
    isWideOnly: id === 'replayed',
  })),
]

const sayMs = (t: WhatIfText, ms: number | null): string =>
  ms === null
    ? '–'
    : ms < 90_000
      ? t('seconds', { n: Math.round(ms / 1_000) })
      : ms < 7_200_000
        ? t('minutes', { n: Math.round(ms / 6_000) / 10 })
        : t('hours.n', { n: Math.round(ms / 360_000) / 10 })
const sayPercent = (t: WhatIfText, n: number | null): string => (n === null ? '–' : t('percent', { n }))

function wholeRows(result: SimulationResult, t: WhatIfText): Row[] {
  const row = (id: string, name: string, say: (figures: Figures) => string): Row => ({
    id,
    name,
    happened: say(result.happened.all),
    replayed: say(result.replayed.all),
    changed: say(result.changed.all),
  })
  return [
    row('count', t('count'), ({ count }) => t('number', { n: count })),
    row('p50', t('p50'), ({ p50Ms }) => sayMs(t, p50Ms)),
    row('p90', t('p90'), ({ p90Ms }) => sayMs(t, p90Ms)),
    row('mean', t('mean'), ({ meanMs }) => sayMs(t, meanMs)),
    row('kept', t('kept'), ({ keptPercent }) => sayPercent(t, keptPercent)),
    row('left', t('left'), ({ left }) => t('number', { n: left })),
    row('waiting', t('waiting'), ({ waiting }) => t('number', { n: waiting })),
    {
      id: 'occupancy',
      name: t('occupancy'),
      happened: '–',
      replayed: sayPercent(t, result.replayed.occupancy),
      changed: sayPercent(t, result.changed.occupancy),
    },
  ]
}

function queueRows(result: SimulationResult, t: WhatIfText): Row[] {
  const of = (side: 'happened' | 'replayed' | 'changed', lane: number) => {
    const figures = result[side].queues.find((each) => each.lane === lane)
    return figures === undefined ? '–' : `${sayMs(t, figures.p90Ms)} · ${sayPercent(t, figures.keptPercent)}`
  }
  return result.happened.queues.map(({ lane }) => ({
    id: String(lane),
    name: result.lanes.find((each) => each.lane === lane)?.name ?? t('lane.none'),
    happened: of('happened', lane),
    replayed: of('replayed', lane),
    changed: of('changed', lane),
  }))
}

const HEIGHT = 120

/** Two bars an hour: the ninetieth percentile of waits as it was and as it would have been; the table above says the same in sum. */
function Chart({ result }: { result: SimulationResult }) {
  const t = useWhatIfText()
  const { brief } = useTimes()
  const hours = result.happened.hours.map((each, index) => ({
    at: each.at,
    was: each.p90Ms ?? 0,
    is: result.changed.hours[index]?.p90Ms ?? 0,
  }))
  const most = Math.max(1, ...hours.flatMap(({ was, is }) => [was, is]))
  const worst = hours.reduce((a, b) => (b.was > a.was ? b : a), hours[0] ?? { at: '', was: 0, is: 0 })
  const high = (ms: number) => Math.round((ms / most) * HEIGHT)
  return (
    <figure className={css['chart']}>
      <svg
        viewBox={`0 0 ${hours.length * 10} ${HEIGHT}`}
        preserveAspectRatio="none"
        role="img"
        aria-label={t('chart', { at: brief(worst.at), was: sayMs(t, worst.was), is: sayMs(t, worst.is) })}
      >
        {hours.map(({ at, was, is }, index) => (
          <g key={at}>
            <title>{`${brief(at)}: ${sayMs(t, was)} → ${sayMs(t, is)}`}</title>
            <rect className={css['was']} x={index * 10 + 1} width={4} y={HEIGHT - high(was)} height={high(was)} />
            <rect className={css['is']} x={index * 10 + 5} width={4} y={HEIGHT - high(is)} height={high(is)} />
          </g>
        ))}
      </svg>
      <figcaption>
        <span data-side="was">{t('side.happened')}</span>
        <span data-side="is">{t('side.changed')}</span>
        <span>{t('chart.most', { most: sayMs(t, most) })}</span>
      </figcaption>
    </figure>
  )
}
