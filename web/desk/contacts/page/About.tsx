import type { ContactView } from '../../../../server/contacts/contract.ts'
import { Section } from '../../../kit/ui/Page.tsx'
import { useTimes } from '../../app/times.ts'
import { Pair, Pairs } from '../../context/Block.tsx'
import { useContactsText } from '../text.ts'

/** What the contact's own device tells. */
export function About({ contact }: { contact: ContactView }) {
  const t = useContactsText()
  const times = useTimes()
  const { page, device, timeZone, createdAt, lastSeenAt } = contact
  const clock = timeZone ? times.clockIn(timeZone) : null
  return (
    <Section title={t('about')}>
      <Pairs>
        {page && (
          <Pair name={t('page')}>
            <a href={page.url} target="_blank" rel="noopener noreferrer nofollow">
              {page.title || page.url}
            </a>
          </Pair>
        )}
        {device && (
          <Pair name={t('device')}>
            {[device.browser, device.os, device.kind === 'desktop' ? '' : t('device.kind', { kind: device.kind })]
              .filter(Boolean)
              .join(' · ')}
          </Pair>
        )}
        {timeZone && (
          <Pair name={t('timeZone')}>{clock ? t('timeZone.text', { zone: timeZone, clock }) : timeZone}</Pair>
        )}
        <Pair name={t('since')}>{times.date(createdAt)}</Pair>
        {lastSeenAt && (
          <Pair name={t('seen')}>
            <time dateTime={lastSeenAt}>{times.brief(lastSeenAt)}</time>
          </Pair>
        )}
      </Pairs>
    </Section>
  )
}
