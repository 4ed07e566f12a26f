import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useId } from 'react'
import type { CapacityRuleView, SkillView } from '../../../../server/routing/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { Checkbox } from '../../../kit/ui/Checkbox.tsx'
import { Section } from '../../../kit/ui/Page.tsx'
import { Select } from '../../../kit/ui/Select.tsx'
import { Switch } from '../../../kit/ui/Switch.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { Alert } from '../parts/Alert.tsx'
import form from '../parts/Form.module.css'
import { useCommand } from '../parts/useCommand.ts'
import { useDraft } from '../parts/useDraft.ts'
import { useSettingsText } from '../text.ts'
import { capacityRulesQuery, REFRESHES, skillsQuery } from './queries.ts'
import { useRoutingText } from './text.ts'
import css from './Routing.module.css'

/** On a person's page: his skills, and how much he is given at once. Only for whoever may hold tickets. */
export function AgentPart({ userId }: { userId: number }) {
  const skills = useQuery(skillsQuery).data
  const rules = useQuery(capacityRulesQuery).data
  if (!skills || !rules) return null
  return <Known userId={userId} skills={skills} rules={rules} />
}

type KnownProps = { userId: number; skills: readonly SkillView[]; rules: readonly CapacityRuleView[] }

function Known({ userId, skills, rules }: KnownProps) {
  const t = useSettingsText()
  const r = useRoutingText()
  const formId = useId()
  const { draft, isDirty, set, reset } = useDraft({
    skills: skills.flatMap(({ id, agents }) => {
      const has = agents.find((each) => each.userId === userId)
      return has ? [{ skillId: id, isPriority: has.isPriority }] : []
    }),
    capacityRuleId: rules.find(({ userIds }) => userIds.includes(userId))?.id ?? null,
  })
  const save = useCommand('routing.save_agent', { refreshes: REFRESHES })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await save.run({ userId, ...draft }))) return
    reset()
    toast({ text: t('saved'), tone: 'ok' })
  }
  const facts = ({ email, messaging, call }: CapacityRuleView) => r('capacity.facts', { email, messaging, call })
  const usual = rules.find(({ isDefault }) => isDefault)
  return (
    <form id={formId} onSubmit={(event) => void submit(event)}>
      <Section
        title={r('agent')}
        description={r('agent.text')}
        footer={
          isDirty && (
            <Button variant="primary" type="submit" isPending={save.isPending}>
              {t('save')}
            </Button>
          )
        }
      >
        {save.error && <Alert>{save.error}</Alert>}
        <Select
          label={r('agent.capacity')}
          value={String(draft.capacityRuleId ?? '')}
          onChange={(id) => set({ capacityRuleId: id === '' ? null : Number(id) })}
          items={[
            {
              id: '',
              label: r('capacity.default'),
              ...(usual && { description: facts(usual) }),
            },
            ...rules
              .filter(({ isDefault }) => !isDefault)
              .map((rule) => ({ id: String(rule.id), label: rule.name, description: facts(rule) })),
          ]}
        />
        {skills.length === 0 ? (
          <p className={form['text']}>{r('skills.none')}</p>
        ) : (
          <ul className={css['people']} aria-label={r('agent.skills')}>
            {skills.map(({ id, name }) => {
              const has = draft.skills.find(({ skillId }) => skillId === id)
              const without = draft.skills.filter(({ skillId }) => skillId !== id)
              return (
                <li key={id}>
                  <Checkbox
                    isSelected={has !== undefined}
                    onChange={(isIn) =>
                      set({ skills: isIn ? [...without, { skillId: id, isPriority: false }] : without })
                    }
                  >
                    {name}
                  </Checkbox>
                  {has && (
                    <Switch
                      isSelected={has.isPriority}
                      onChange={(isPriority) => set({ skills: [...without, { skillId: id, isPriority }] })}
                    >
                      {r('skills.first')}
                    </Switch>
                  )}
                </li>
              )
            })}
          </ul>
        )}
      </Section>
    </form>
  )
}
