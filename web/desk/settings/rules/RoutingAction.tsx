import { useQuery } from '@tanstack/react-query'
import type { Action } from '../../../../server/rules/contract.ts'
import { Checkbox } from '../../../kit/ui/Checkbox.tsx'
import { Select } from '../../../kit/ui/Select.tsx'
import { Switch } from '../../../kit/ui/Switch.tsx'
import { queuesQuery, skillsQuery } from '../routing/queries.ts'
import { useRulesText } from './text.ts'
import css from './Rows.module.css'

type OfDo<Name extends Action['do']> = Extract<Action, { do: Name }>
type Props<Of extends Action> = { action: Of; onChange: (action: Action) => void }

export function SkillsAction({ action, onChange }: Props<OfDo<'set_skills'> | OfDo<'add_skills'>>) {
  const r = useRulesText()
  const skills = useQuery(skillsQuery).data ?? []
  const { skillIds } = action
  return (
    <div className={css['parts']}>
      {skills.length === 0 && <p>{r('action.skills.none')}</p>}
      <div className={css['choices']} role="group" aria-label={r(`action.${action.do}`)}>
        {skills.map(({ id, name }) => (
          <Checkbox
            key={id}
            isSelected={skillIds.includes(id)}
            onChange={(isIn) =>
              onChange({ ...action, skillIds: isIn ? [...skillIds, id] : skillIds.filter((each) => each !== id) })
            }
          >
            {name}
          </Checkbox>
        ))}
      </div>
      <Switch
        isSelected={action.required}
        onChange={(required) => onChange({ ...action, required })}
        description={r('action.skills.required.text')}
      >
        {r('action.skills.required')}
      </Switch>
    </div>
  )
}

export function QueueAction({ action, onChange }: Props<OfDo<'set_queue'>>) {
  const r = useRulesText()
  const queues = useQuery(queuesQuery).data ?? []
  return (
    <Select
      label={r('action.set_queue')}
      hideLabel
      placeholder={r('action.choose')}
      description={r('action.set_queue.text')}
      value={action.queueId === 0 ? null : String(action.queueId)}
      items={queues.map(({ id, name, active }) => ({
        id: String(id),
        label: active ? name : r('action.off', { name }),
      }))}
      onChange={(id) => onChange({ ...action, queueId: Number(id) })}
    />
  )
}

export function RoutingChannelAction({ action, onChange }: Props<OfDo<'set_routing_channel'>>) {
  const r = useRulesText()
  return (
    <Select
      label={r('action.set_routing_channel')}
      hideLabel
      description={r('action.set_routing_channel.text')}
      value={action.to}
      items={(['email', 'own'] as const).map((id) => ({ id, label: r(`value.routing_channel.${id}`) }))}
      onChange={(to) => onChange({ ...action, to })}
    />
  )
}
