import { useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { SimulationLine } from '../../../server/routing/contract.ts'
import { useRefusalText } from '../../kit/i18n.tsx'
import { Button } from '../../kit/ui/Button.tsx'
import { EmptyState } from '../../kit/ui/EmptyState.tsx'
import { Page, Section } from '../../kit/ui/Page.tsx'
import { Skeleton } from '../../kit/ui/Spinner.tsx'
import { useTimes } from '../app/times.ts'
import { useTitle } from '../app/title.ts'
import { Alert } from '../settings/parts/Alert.tsx'
import { useCommand } from '../settings/parts/useCommand.ts'
import { askedOf, blank } from './draft.ts'
import { Form } from './Form.tsx'
import { simulationQuery, simulationsQuery } from './queries.ts'
import { Result } from './Result.tsx'
import { useWhatIfText } from './text.ts'
import css from './WhatIf.module.css'

const REFRESHES = ['simulations']

/** A past day or week, played again with other people, limits or hours, beside what happened. */
export default function WhatIf() {
  const t = useWhatIfText()
  const [draft, setDraft] = useState(blank)
  const [shown, setShown] = useState<number | null>(null)
  const start = useCommand<{ id: number }>('simulation.start', { refreshes: REFRESHES })
  useTitle(t('title'))
  const run = async () => {
    const done = await start.run(askedOf(draft, Date.now()))
    if (done !== null) setShown(done.output.id)
  }
  return (
    <div className={css['stage']}>
      <Page title={t('title')} description={t('text')} isWide>
        <Form draft={draft} onChange={setDraft} />
        {start.error !== null && <Alert>{start.error}</Alert>}
        <div className={css['run']}>
          <Button variant="primary" isPending={start.isPending} onPress={() => void run()}>
            {t('run')}
          </Button>
          <Button variant="quiet" onPress={() => setDraft(blank)}>
            {t('reset')}
          </Button>
        </div>
        {shown !== null && <Shown id={shown} />}
        <Earlier shown={shown} onShow={setShown} />
        <Section title={t('limits')}>
          <ul className={css['limits']}>
            {(['log', 'now', 'people', 'patience', 'hand'] as const).map((each) => (
              <li key={each}>{t(`limits.${each}`)}</li>
            ))}
          </ul>
        </Section>
      </Page>
    </div>
  )
}

function Shown({ id }: { id: number }) {
  const t = useWhatIfText()
  const say = useRefusalText()
  const found = useQuery(simulationQuery(id))
  const cancel = useCommand('simulation.cancel', { refreshes: REFRESHES })
  if (found.isPending) return <Skeleton lines={4} label={t('loading')} />
  if (found.isError)
    return (
      <EmptyState title={t('failed')} text={say(found.error)}>
        <Button onPress={() => void found.refetch()}>{t('again')}</Button>
      </EmptyState>
    )
  const { state, progress } = found.data
  if (state === 'done') return <Result view={found.data} />
  if (state !== 'running') return <EmptyState title={t(`state.${state}`)} text={t(`state.${state}.text`)} />
  return (
    <div className={css['progress']} role="status">
      <progress max={100} value={progress} aria-label={t('progress', { n: progress })} />
      <span>{t('progress', { n: progress })}</span>
      <Button isPending={cancel.isPending} onPress={() => void cancel.run({ id })}>
        {t('cancel')}
      </Button>
    </div>
  )
}

type EarlierProps = { shown: number | null; onShow: (id: number) => void }

function Earlier({ shown, onShow }: EarlierProps) {
  const t = useWhatIfText()
  const { brief } = useTimes()
  const lines = (useQuery(simulationsQuery).data ?? []).filter(({ id }) => id !== shown)
  if (lines.length === 0) return null
  const name = ({ createdAt, asked: { from, to } }: SimulationLine) =>
    t('earlier.line', { at: brief(createdAt), from: brief(from), to: brief(to) })
  return (
    <Section title={t('earlier')} description={t('earlier.text')}>
      <ul className={css['earlier']}>
        {lines.slice(0, 10).map((line) => (
          <li key={line.id}>
            <Button variant="quiet" size="s" onPress={() => onShow(line.id)}>
              {name(line)}
            </Button>
            <small>{t(`state.${line.state}`)}</small>
          </li>
        ))}
      </ul>
    </Section>
  )
}
