import { Link } from '@tanstack/react-router'
import type { Priority, SlaTargetView, SlaView } from '../../../../server/tickets/contract.ts'
import { useDeskText } from '../../app/text.ts'
import { useTimes } from '../../app/times.ts'
import { useMay } from '../../shell/DeskContext.tsx'
import css from './SlaDetails.module.css'
import { useSlaText } from './text.ts'
import { useLimitText } from './useLimitText.ts'

/** What a ticket was promised, by which policy and why, and how each target stands. */
export default function SlaDetails({ sla, priority }: { sla: SlaView; priority: Priority | null }) {
  const s = useSlaText()
  const t = useDeskText()
  const mayManage = useMay('rules.manage')
  return (
    <div className={css['details']}>
      <h2>{t('sla.label')}</h2>
      <p>
        {s('why', { policy: sla.policy })}{' '}
        {priority === null ? s('why.none') : s('why.priority', { priority: t(`priority.${priority}`) })}
      </p>
      <dl>
        {sla.targets.map((target) => (
          <Target key={target.metric} target={target} />
        ))}
      </dl>
      {mayManage && (
        <Link to="/settings/$" params={{ _splat: `sla/${sla.policyId}` }}>
          {s('open')}
        </Link>
      )}
    </div>
  )
}

function Target({ target }: { target: SlaTargetView }) {
  const s = useSlaText()
  const times = useTimes()
  const say = useLimitText()
  const { metric, state, minutes, business, dueAt, leftMs } = target
  const at = dueAt === null ? '' : times.brief(dueAt)
  const left = say(Math.max(1, Math.round((leftMs ?? 0) / 60_000)))
  return (
    <div className={css['target']} data-state={state}>
      <dt>
        {s(`metric.${metric}`)}
        <span>{s(business ? 'within.business' : 'within', { time: say(minutes) })}</span>
      </dt>
      <dd>{s(`state.${state}`, { at, left })}</dd>
    </div>
  )
}
