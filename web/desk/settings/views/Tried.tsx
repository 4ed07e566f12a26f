import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { ViewTried } from '../../../../server/tickets/contract.ts'
import { api } from '../../../kit/http.ts'
import { useRefusalText } from '../../../kit/i18n.tsx'
import { Button } from '../../../kit/ui/Button.tsx'
import { Section } from '../../../kit/ui/Page.tsx'
import { useTimes } from '../../app/times.ts'
import { useViewsText } from '../../inbox/custom/text.ts'
import { Alert } from '../parts/Alert.tsx'
import { type Complaint, complaintsOf } from '../parts/complaints.ts'
import css from '../rules/Rows.module.css'

type State =
  | { kind: 'idle' }
  | { kind: 'running' }
  | { kind: 'failed'; error: unknown }
  | { kind: 'done'; result: ViewTried }

type TriedProps = {
  definition: unknown
  /** What is wrong with it, to be marked at its place. */
  onComplaints: (complaints: Complaint[]) => void
}

/** What the view, as it is being edited, shows now. Nothing is changed. */
export function Tried({ definition, onComplaints }: TriedProps) {
  const v = useViewsText()
  const say = useRefusalText()
  const times = useTimes()
  const [state, setState] = useState<State>({ kind: 'idle' })
  const run = async () => {
    setState({ kind: 'running' })
    try {
      setState({ kind: 'done', result: await api.command<ViewTried>('view.try', { definition }) })
      onComplaints([])
    } catch (error) {
      setState({ kind: 'failed', error })
      onComplaints(complaintsOf(error))
    }
  }
  return (
    <Section title={v('try')} description={v('try.text')}>
      <div className={css['tools']}>
        <Button onPress={() => void run()} isPending={state.kind === 'running'}>
          {v('try.run')}
        </Button>
      </div>
      {state.kind === 'failed' && <Alert>{say(state.error)}</Alert>}
      {state.kind === 'done' && (
        <div role="status">
          <p className={css['facts']}>
            <b>{v(state.result.isCut ? 'try.many' : 'try.count', { n: state.result.count })}</b>
          </p>
          <ul className={css['list']}>
            {state.result.examples.map((example) => (
              <li key={example.conversationId}>
                <Link
                  to="/inbox/$view/$conversationId"
                  params={{ view: 'all', conversationId: String(example.conversationId) }}
                >
                  #{example.ticketId}
                </Link>
                <span>{example.subject}</span>
                <time dateTime={example.activityAt} className={css['quiet']}>
                  {times.ago(example.activityAt)}
                </time>
              </li>
            ))}
          </ul>
        </div>
      )}
    </Section>
  )
}
