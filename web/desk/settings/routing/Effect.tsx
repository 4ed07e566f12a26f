import { useId } from 'react'
import type { RoutingSettings } from '../../../../server/routing/contract.ts'
import { useRoutingText } from './text.ts'
import { useTimeText } from './useTimeText.ts'
import css from './Routing.module.css'

/** What the settings, as they are being edited, do to a chat: the truth in a few sentences. */
export function Effect({ settings }: { settings: RoutingSettings }) {
  const r = useRoutingText()
  const id = useId()
  const lines = useLines(settings)
  return (
    <section className={css['effect']} aria-labelledby={id}>
      <h2 id={id}>{r('effect')}</h2>
      <ul>
        {lines.map((line) => (
          <li key={line}>{line}</li>
        ))}
      </ul>
    </section>
  )
}

function useLines(settings: RoutingSettings): string[] {
  const r = useRoutingText()
  const time = useTimeText()
  if (!settings.enabled) return [r('effect.off')]
  const { messaging: seconds } = settings.offerSeconds
  const isGiven = settings.autoAccept.messaging
  return [
    ...(settings.lastAgentSeconds > 0 ? [r('effect.last', { time: time(settings.lastAgentSeconds) })] : []),
    r(`effect.method.${settings.method}`),
    ...(isGiven
      ? [r('effect.given')]
      : [seconds === 0 ? r('effect.offered.forever') : r('effect.offered', { time: time(seconds) })]),
    ...(!isGiven && seconds > 0 && settings.missedOffers > 0 ? [r('effect.missed', { n: settings.missedOffers })] : []),
    ...(settings.countInactive ? [r('effect.inactive.counts')] : [r('effect.inactive.free')]),
    ...(settings.wrapUpSeconds.messaging > 0
      ? [r('effect.wrapUp', { time: time(settings.wrapUpSeconds.messaging) })]
      : []),
    ...(settings.rerouteReopened.messaging ? [r('effect.reopened')] : []),
    r('effect.nobody'),
  ]
}
