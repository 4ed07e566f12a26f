// reason: the parts of one form, each a few fields
import { methods, type RoutingSettings } from '../../../../server/routing/contract.ts'
import { Section } from '../../../kit/ui/Page.tsx'
import { RadioGroup } from '../../../kit/ui/RadioGroup.tsx'
import { Select } from '../../../kit/ui/Select.tsx'
import { Switch } from '../../../kit/ui/Switch.tsx'
import form from '../parts/Form.module.css'
import { CountField } from './CountField.tsx'
import { SecondsField } from './SecondsField.tsx'
import { useRoutingText } from './text.ts'
import css from './Routing.module.css'

type PartProps = { draft: RoutingSettings; set: (change: Partial<RoutingSettings>) => void }
const DAY = 86_400
const WEEK = 7 * DAY

/** Who is asked, among those who can take it. */
export function Choosing({ draft, set }: PartProps) {
  const r = useRoutingText()
  return (
    <Section title={r('choosing')} description={r('choosing.text')}>
      <RadioGroup
        label={r('method')}
        value={draft.method}
        onChange={(method) => set({ method })}
        items={methods.map((id) => ({ id, label: r(`method.${id}`), description: r(`method.${id}.text`) }))}
      />
      <RadioGroup
        label={r('orderedBy')}
        value={draft.orderedBy}
        onChange={(orderedBy) => set({ orderedBy })}
        items={(['priority', 'sla'] as const).map((id) => ({
          id,
          label: r(`order.${id}`),
          description: r(`order.${id}.text`),
        }))}
      />
      <SecondsField
        label={r('lastAgent')}
        description={r('lastAgent.text')}
        value={draft.lastAgentSeconds}
        most={DAY}
        onChange={(lastAgentSeconds) => set({ lastAgentSeconds })}
      />
      <div className={form['pair']}>
        <SecondsField
          label={r('skillSeconds.messaging')}
          description={r('skillSeconds.text')}
          value={draft.skillSeconds.messaging}
          most={WEEK}
          onChange={(messaging) => set({ skillSeconds: { ...draft.skillSeconds, messaging } })}
        />
        <SecondsField
          label={r('skillSeconds.email')}
          value={draft.skillSeconds.email}
          most={WEEK}
          onChange={(email) => set({ skillSeconds: { ...draft.skillSeconds, email } })}
        />
      </div>
    </Section>
  )
}

/** How an agent is asked. */
export function Offering({ draft, set }: PartProps) {
  const r = useRoutingText()
  return (
    <Section title={r('offering')} description={r('offering.text')}>
      {(['messaging', 'email'] as const).map((family) => (
        <Switch
          key={family}
          isSelected={draft.autoAccept[family]}
          onChange={(isOn) => set({ autoAccept: { ...draft.autoAccept, [family]: isOn } })}
          description={r(`autoAccept.${family}.text`)}
        >
          {r(`autoAccept.${family}`)}
        </Switch>
      ))}
      <div className={form['pair']}>
        <SecondsField
          label={r('offerSeconds')}
          description={r('offerSeconds.text')}
          value={draft.offerSeconds.messaging}
          most={3_600}
          onChange={(messaging) => set({ offerSeconds: { ...draft.offerSeconds, messaging } })}
        />
        <SecondsField
          label={r('refusedSeconds')}
          description={r('refusedSeconds.text')}
          value={draft.refusedSeconds}
          most={DAY}
          onChange={(refusedSeconds) => set({ refusedSeconds })}
        />
      </div>
      <div className={css['short']}>
        <CountField
          label={r('missedOffers')}
          description={r('missedOffers.text')}
          value={draft.missedOffers}
          most={20}
          onChange={(missedOffers) => set({ missedOffers })}
        />
      </div>
    </Section>
  )
}

/** What takes room, and for how long. */
export function Counting({ draft, set }: PartProps) {
  const r = useRoutingText()
  return (
    <Section title={r('counting')} description={r('counting.text')}>
      <Switch
        isSelected={draft.countInactive}
        onChange={(countInactive) => set({ countInactive })}
        description={r('countInactive.text')}
      >
        {r('countInactive')}
      </Switch>
      <Switch isSelected={draft.focus} onChange={(focus) => set({ focus })} description={r('focus.text')}>
        {r('focus')}
      </Switch>
      <SecondsField
        label={r('wrapUp')}
        description={r('wrapUp.text')}
        value={draft.wrapUpSeconds.messaging}
        most={3_600}
        onChange={(messaging) => set({ wrapUpSeconds: { ...draft.wrapUpSeconds, messaging } })}
      />
    </Section>
  )
}

/** What becomes of whoever is not there, and of his work. */
export function Absence({ draft, set }: PartProps) {
  const r = useRoutingText()
  return (
    <Section title={r('absence')}>
      <div className={form['pair']}>
        <CountField
          label={r('idleMinutes')}
          description={r('idleMinutes.text')}
          value={draft.idleMinutes}
          most={1_440}
          onChange={(idleMinutes) => set({ idleMinutes })}
        />
        <Select
          label={r('idleStatus')}
          value={draft.idleStatus}
          items={(['away', 'offline'] as const).map((id) => ({ id, label: r(`level.${id}`) }))}
          onChange={(idleStatus) => set({ idleStatus })}
        />
      </div>
      <Switch
        isSelected={draft.rerouteReopened.messaging}
        onChange={(messaging) => set({ rerouteReopened: { ...draft.rerouteReopened, messaging } })}
        description={r('rerouteReopened.text')}
      >
        {r('rerouteReopened')}
      </Switch>
      <Switch
        isSelected={draft.rerouteOfflineSeconds !== null}
        onChange={(isOn) => set({ rerouteOfflineSeconds: isOn ? 60 : null })}
        description={r('rerouteOffline.text')}
      >
        {r('rerouteOffline')}
      </Switch>
      {draft.rerouteOfflineSeconds !== null && (
        <SecondsField
          label={r('rerouteOffline.after')}
          value={draft.rerouteOfflineSeconds}
          most={DAY}
          onChange={(rerouteOfflineSeconds) => set({ rerouteOfflineSeconds })}
        />
      )}
    </Section>
  )
}

/** What becomes of a session that has ended, while its ticket is open. */
export function Ended({ draft, set }: PartProps) {
  const r = useRoutingText()
  return (
    <Section title={r('ended')}>
      <Switch
        isSelected={draft.endedAsEmail}
        onChange={(endedAsEmail) => set({ endedAsEmail })}
        description={r('ended.text')}
      >
        {r('ended.asEmail')}
      </Switch>
    </Section>
  )
}
