import { useInfiniteQuery } from '@tanstack/react-query'
import type { DeliveryView, WebhookView } from '../../../../server/rules/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { Section } from '../../../kit/ui/Page.tsx'
import { Skeleton } from '../../../kit/ui/Spinner.tsx'
import { Tag } from '../../../kit/ui/Tag.tsx'
import { useTimes } from '../../app/times.ts'
import { Alert } from '../parts/Alert.tsx'
import form from '../parts/Form.module.css'
import { useCommand } from '../parts/useCommand.ts'
import { deliveriesQuery } from './queries.ts'
import { useWebhooksText } from './text.ts'
import css from './Webhooks.module.css'

const REFRESHES = ['webhooks']
const tones = { sent: 'ok', waiting: 'warn', failed: 'bad' } as const

/** What it was told, newest first, how it answered; each can be sent again. */
export function Deliveries({ webhook }: { webhook: WebhookView }) {
  const w = useWebhooksText()
  const list = useInfiniteQuery(deliveriesQuery(webhook.id))
  const test = useCommand('webhook.test', { refreshes: REFRESHES })
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <Section title={w('log')} description={w('log.text')}>
      {test.error && <Alert>{test.error}</Alert>}
      <div className={form['actions']}>
        <Button onPress={() => void test.run({ webhookId: webhook.id })} isPending={test.isPending}>
          {w('test')}
        </Button>
      </div>
      {list.isPending && <Skeleton lines={4} label={w('loading')} />}
      {list.isSuccess && rows.length === 0 && <p className={form['text']}>{w('log.none')}</p>}
      <ul className={css['log']} aria-label={w('log')}>
        {rows.map((delivery) => (
          <li key={delivery.id}>
            <Delivery delivery={delivery} />
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <Button onPress={() => void list.fetchNextPage()} isPending={list.isFetchingNextPage}>
          {w('log.more')}
        </Button>
      )}
    </Section>
  )
}

function Delivery({ delivery }: { delivery: DeliveryView }) {
  const w = useWebhooksText()
  const times = useTimes()
  const replay = useCommand('webhook.replay', { refreshes: REFRESHES })
  const { id, type, state, at, attempts, body, answer, nextAt } = delivery
  const last = attempts.at(-1)
  const result = last?.status ? w('answered', { status: last.status }) : last?.problem ? problem(last.problem) : ''
  function problem(code: string): string {
    const known = ['private', 'unknown_host', 'unreachable', 'tls', 'slow', 'off'] as const
    return w(`problem.${known.find((each) => each === code) ?? 'address'}`)
  }
  return (
    <details className={css['delivery']}>
      <summary>
        <Tag tone={tones[state]}>{w(`state.${state}`)}</Tag>
        <b>{type}</b>
        <span>{result}</span>
        <time dateTime={at} title={times.full(at)}>
          {times.brief(at)}
        </time>
      </summary>
      {replay.error && <Alert>{replay.error}</Alert>}
      {nextAt && attempts.length > 0 && <p>{w('next', { at: times.brief(nextAt) })}</p>}
      <h3>{w('request')}</h3>
      <Code label={w('request')} text={pretty(body)} />
      {attempts.length > 0 && (
        <>
          <h3>{w('attempts')}</h3>
          <ol>
            {attempts.map((each) => (
              <li key={each.at}>
                {times.brief(each.at)} –{' '}
                {each.status ? w('answered', { status: each.status }) : problem(each.problem ?? '')} ·{' '}
                {w('ms', { n: each.ms })}
              </li>
            ))}
          </ol>
        </>
      )}
      {answer && (
        <>
          <h3>{w('response')}</h3>
          <Code label={w('response')} text={answer} />
        </>
      )}
      {(state !== 'waiting' || attempts.length > 0) && (
        <Button size="s" onPress={() => void replay.run({ deliveryId: id })} isPending={replay.isPending}>
          {w(state === 'waiting' ? 'now' : 'replay')}
        </Button>
      )}
    </details>
  )
}

function Code({ label, text }: { label: string; text: string }) {
  return (
    // biome-ignore lint: a region that scrolls must be reachable by keyboard
    <pre role="region" aria-label={label} tabIndex={0}>
      {text}
    </pre>
  )
}

function pretty(body: string): string {
  try {
    return JSON.stringify(JSON.parse(body), null, 2)
  } catch {
    return body
  }
}
