import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { ChannelLevel } from '../../../server/routing/contract.ts'
import { useRefusalText } from '../../kit/i18n.tsx'
import { Segments } from '../../kit/ui/Segments.tsx'
import { Skeleton } from '../../kit/ui/Spinner.tsx'
import { Table } from '../../kit/ui/Table.tsx'
import { channelLevelsQuery } from './queries.ts'
import { type SupervisionText, useSupervisionText } from './text.ts'
import css from './Supervision.module.css'

const periods = [1, 7, 28] as const
const MINUTE_MS = 60_000
const HOUR_MS = 60 * MINUTE_MS

/** How it went lately, by channel: a look back beside what is live. */
export function ChannelLevels() {
  const t = useSupervisionText()
  const say = useRefusalText()
  const [days, setDays] = useState<(typeof periods)[number]>(7)
  const levels = useQuery(channelLevelsQuery(days))
  return (
    <section aria-labelledby="channels-title">
      <h2 id="channels-title" className={css['title']}>
        {t('channels')} <small>{t('channels.text')}</small>
      </h2>
      <div className={css['period']}>
        <Segments
          label={t('channels.period')}
          value={String(days)}
          onChange={(id) => setDays(periods.find((each) => String(each) === id) ?? 7)}
          items={periods.map((each) => ({ id: String(each), label: t('channels.days', { n: each }) }))}
        />
      </div>
      {levels.isPending ? (
        <Skeleton lines={3} label={t('loading')} />
      ) : levels.isError ? (
        <p className={css['nothing']}>{t('failed', { reason: say(levels.error) })}</p>
      ) : levels.data.length === 0 ? (
        <p className={css['nothing']}>{t('channels.none')}</p>
      ) : (
        <Table
          label={t('channels')}
          rows={levels.data}
          rowKey={({ channelId }) => channelId}
          columns={[
            { id: 'name', title: t('channel'), cell: ({ name }) => name },
            { id: 'taken', title: t('channels.taken'), isNumber: true, cell: ({ taken }) => taken },
            { id: 'kept', title: t('channels.kept'), isNumber: true, cell: kept(t) },
            {
              id: 'p50',
              title: t('channels.p50'),
              isNumber: true,
              isWideOnly: true,
              cell: ({ p50Ms }) => span(t, p50Ms),
            },
            {
              id: 'p90',
              title: t('channels.p90'),
              isNumber: true,
              isWideOnly: true,
              cell: ({ p90Ms }) => span(t, p90Ms),
            },
            { id: 'most', title: t('channels.most'), isNumber: true, cell: ({ mostAtOnce }) => mostAtOnce },
          ]}
        />
      )}
    </section>
  )
}

const kept =
  (t: SupervisionText) =>
  ({ taken, within }: ChannelLevel): string =>
    t('channels.percent', { n: Math.floor((within / taken) * 100) })

const span = (t: SupervisionText, ms: number): string =>
  ms < 2 * MINUTE_MS
    ? t('span.seconds', { n: Math.round(ms / 1_000) })
    : ms < 2 * HOUR_MS
      ? t('span.minutes', { n: Math.round(ms / MINUTE_MS) })
      : t('span.hours', { n: Math.round((ms / HOUR_MS) * 10) / 10 })
