import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { DryRunView, TriggerDefinition } from '../../../../server/rules/contract.ts'
import { api } from '../../../kit/http.ts'
import { useRefusalText } from '../../../kit/i18n.tsx'
import { Button } from '../../../kit/ui/Button.tsx'
import { Section } from '../../../kit/ui/Page.tsx'
import { Select } from '../../../kit/ui/Select.tsx'
import { useTimes } from '../../app/times.ts'
import { Alert, Hint } from '../parts/Alert.tsx'
import { type Complaint, complaintsOf } from '../parts/complaints.ts'
import { useChangeWords } from './useChangeWords.ts'
import { effects } from './actions.ts'
import type { ScreenKind } from './places.ts'
import { useRulesText } from './text.ts'
import css from './Rows.module.css'

type State =
  | { kind: 'idle' }
  | { kind: 'running' }
  | { kind: 'failed'; error: unknown }
  | { kind: 'done'; result: DryRunView }

const SAID = {
  trigger: { text: 'dryRun.text', matched: 'dryRun.matched' },
  automation: { text: 'dryRun.automation.text', matched: 'dryRun.atOnce' },
  messaging_trigger: { text: 'dryRun.messaging.text', matched: 'dryRun.messaging.matched' },
} as const

type DryRunProps = {
  kind: ScreenKind
  definition: TriggerDefinition
  ruleId: number | null
  /** What is wrong with it, to be marked at its place; nothing where it could be tried. */
  onComplaints: (complaints: Complaint[]) => void
}

/** What the rule, as it is being edited, would have done in the last days, or would do to the open tickets. Nothing is changed. */
export function DryRun({ kind, definition, ruleId, onComplaints }: DryRunProps) {
  const isTimed = kind === 'automation'
  const also = definition.actions.map((action) => action.do).filter((name) => effects.includes(name))
  const about = ruleId === null ? {} : { ruleId }
  const r = useRulesText()
  const say = useRefusalText()
  const times = useTimes()
  const words = useChangeWords()
  const dueText = (at: string) => (Date.parse(at) <= times.now ? r('dryRun.now') : times.brief(at))
  const [days, setDays] = useState('7')
  const [state, setState] = useState<State>({ kind: 'idle' })
  const run = async () => {
    setState({ kind: 'running' })
    try {
      const result = await api.command<DryRunView>('rule.dry_run', { kind, definition, days: Number(days), ...about })
      setState({ kind: 'done', result })
      onComplaints([])
    } catch (error) {
      setState({ kind: 'failed', error })
      onComplaints(complaintsOf(error))
    }
  }
  return (
    <Section title={r(isTimed ? 'dryRun.automation' : 'dryRun')} description={r(SAID[kind].text)}>
      <div className={css['tools']}>
        {!isTimed && (
          <Select
            label={r('dryRun.days')}
            value={days}
            items={['1', '7', '30', '90'].map((id) => ({ id, label: r('dryRun.lastDays', { n: Number(id) }) }))}
            onChange={setDays}
          />
        )}
        <Button onPress={() => void run()} isPending={state.kind === 'running'}>
          {r('dryRun.run')}
        </Button>
      </div>
      {state.kind === 'failed' && <Alert>{say(state.error)}</Alert>}
      {state.kind === 'done' && state.result.conflicts.length > 0 && (
        <>
          <h3>{r('conflicts')}</h3>
          <ul className={css['list']}>
            {state.result.conflicts.map((conflict) => (
              <li key={`${conflict.kind} ${conflict.other?.id ?? ''}`}>
                <span>{r(`conflict.${conflict.kind}`, { title: conflict.other?.title ?? '' })}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {state.kind === 'done' && !state.result.isKept && (
        <div role="status">
          <Hint tone="warn">{r('dryRun.event')}</Hint>
        </div>
      )}
      {state.kind === 'done' && state.result.isKept && (
        <div role="status">
          <p className={css['facts']}>
            <b>{r(SAID[kind].matched, { n: state.result.matched, of: state.result.looked })}</b>
            <span>
              {isTimed
                ? r('dryRun.coming', { n: state.result.coming })
                : r('dryRun.tickets', { n: state.result.tickets })}
            </span>
          </p>
          {state.result.isCut && <Hint tone="warn">{r('dryRun.cut')}</Hint>}
          {!isTimed && <Hint>{r('dryRun.alone')}</Hint>}
          {state.result.unknown.length > 0 && (
            <Hint tone="warn">
              {r('dryRun.unknown', { fields: state.result.unknown.map((field) => r(`field.${field}`)).join(' · ') })}
            </Hint>
          )}
          {state.result.examples.length > 0 && also.length > 0 && (
            <p className={css['quiet']}>
              {r('dryRun.also', { actions: [...new Set(also)].map((name) => r(`action.${name}`)).join(' · ') })}
            </p>
          )}
          <ul className={css['list']}>
            {state.result.examples.map((example) => (
              <li key={example.updateId ?? example.ticketId}>
                <Link
                  to="/inbox/$view/$conversationId"
                  params={{ view: 'all', conversationId: String(example.conversationId) }}
                >
                  #{example.ticketId}
                </Link>
                <span>
                  {example.subject} – {words(example.changes, []) || r('dryRun.nothing')}
                </span>
                <time dateTime={example.at} className={css['quiet']}>
                  {isTimed ? dueText(example.at) : times.ago(example.at)}
                </time>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Section>
  )
}
