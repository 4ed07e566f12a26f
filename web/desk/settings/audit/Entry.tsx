import { Link } from '@tanstack/react-router'
import { type ReactNode, Suspense, useState } from 'react'
import type { AuditView } from '../../../../server/identity/contract.ts'
import { Avatar } from '../../../kit/ui/Avatar.tsx'
import { lazyPart } from '../../../kit/lazy-part.ts'
import { Hidden } from '../../../kit/ui/Hidden.tsx'
import { useTimes } from '../../app/times.ts'
import { useSettingsText } from '../text.ts'
import { type Difference, differencesOf } from './differences.ts'
import { useSay } from './useSay.ts'
import css from './Audit.module.css'

const RuleParts = lazyPart(() => import('./RuleParts.tsx'))
const SHOWN = 4

/** One change: who, what, on what, and each field before and after. */
export function Entry({ entry }: { entry: AuditView }) {
  const t = useSettingsText()
  const times = useTimes()
  const say = useSay()
  const [isWhole, setWhole] = useState(false)
  const differences = differencesOf(entry.changes)
  const shown = isWhole ? differences : differences.slice(0, SHOWN)
  // Nobody does that to somebody.
  const isOwn = entry.action === 'user.joined'
  const who = entry.by?.name ?? t('audit.system')
  return (
    <li className={css['entry']}>
      <Avatar name={isOwn ? say.subject(entry) : (entry.by?.name ?? null)} size={26} />
      <p>
        {isOwn ? (
          <>
            <Subject entry={entry}>{say.subject(entry)}</Subject> {say.action(entry)}
          </>
        ) : (
          <>
            <b>{who}</b> {say.action(entry)} <Subject entry={entry}>{say.subject(entry)}</Subject>
          </>
        )}
      </p>
      <time dateTime={entry.at} title={times.full(entry.at)}>
        {times.clock(entry.at)}
      </time>
      {shown.length > 0 && (
        <dl className={css['changes']}>
          {shown.map((difference) => (
            <Change key={difference.field} {...difference} />
          ))}
        </dl>
      )}
      {differences.length > SHOWN && (
        <button type="button" className={css['fold']} aria-expanded={isWhole} onClick={() => setWhole(!isWhole)}>
          {isWhole ? t('audit.fold') : t('audit.unfold', { n: differences.length - SHOWN })}
        </button>
      )}
    </li>
  )
}

function Change({ field, before, after, isList }: Difference) {
  const t = useSettingsText()
  const say = useSay()
  if (isList)
    return (
      <div>
        <dt>{say.label(field)}</dt>
        <dd>
          <Suspense fallback="…">
            <RuleParts field={field} before={before} after={after} />
          </Suspense>
        </dd>
      </div>
    )
  return (
    <div>
      <dt>{say.label(field)}</dt>
      <dd>
        {before !== null && (
          <>
            <Hidden>{t('audit.before')} </Hidden>
            <del>{say.value(field, before)}</del>
            <span className={css['arrow']} aria-hidden>
              →
            </span>
            <Hidden> {t('audit.after')} </Hidden>
          </>
        )}
        {say.value(field, after)}
      </dd>
    </div>
  )
}

const places: Record<string, string | undefined> = {
  view: 'views',
  queue: 'queues',
  skill: 'skills',
  sla_policy: 'sla',
  survey: 'surveys',
  webhook: 'webhooks',
  ticket_field: 'fields',
  ticket_form: 'forms',
  user: 'people',
  role: 'roles',
  group: 'groups',
  channel: 'channels',
  schedule: 'schedules',
}

/** Leads to what was changed, where it has a page. */
function Subject({ entry, children }: { entry: AuditView; children: ReactNode }) {
  const [kind = '', id = ''] = entry.subject.split(':')
  const place = places[kind]
  if (place && !entry.action.endsWith('.deleted'))
    return (
      <Link to="/settings/$" params={{ _splat: `${place}/${id}` }}>
        {children}
      </Link>
    )
  if (kind === 'contact')
    return (
      <Link to="/contacts/$contactId" params={{ contactId: id }}>
        {children}
      </Link>
    )
  if (kind === 'conversation')
    return (
      <Link to="/inbox/$view/$conversationId" params={{ view: 'all', conversationId: id }}>
        {children}
      </Link>
    )
  return <b>{children}</b>
}
