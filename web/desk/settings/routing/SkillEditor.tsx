import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useId } from 'react'
import type { SkillView } from '../../../../server/routing/contract.ts'
import { Page, Section } from '../../../kit/ui/Page.tsx'
import { Switch } from '../../../kit/ui/Switch.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { Back } from '../parts/Back.tsx'
import form from '../parts/Form.module.css'
import { SaveBar } from '../parts/SaveBar.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useDraft } from '../parts/useDraft.ts'
import { useSettingsText } from '../text.ts'
import { DeletePart } from './DeletePart.tsx'
import { People } from './People.tsx'
import { REFRESHES } from './queries.ts'
import { useRoutingText } from './text.ts'

/** A skill: its name, who has it, and who is asked first. */
export function SkillEditor({ skill }: { skill: SkillView | null }) {
  const t = useSettingsText()
  const r = useRoutingText()
  const navigate = useNavigate()
  const formId = useId()
  const { draft, isDirty, set, reset, leave } = useDraft({ name: skill?.name ?? '', agents: skill?.agents ?? [] })
  const save = useCommand('skill.save', { refreshes: REFRESHES })
  const toList = () => {
    leave()
    void navigate({ to: '/settings/$', params: { _splat: 'skills' } })
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await save.run({ ...(skill && { id: skill.id }), ...draft, name: draft.name.trim() }))) return
    toast({ text: t('saved'), tone: 'ok' })
    if (skill === null) toList()
    else reset()
  }
  const isFirst = (id: number) => draft.agents.some(({ userId, isPriority }) => userId === id && isPriority)
  return (
    <Page
      title={skill?.name ?? r('skills.new')}
      description={r('skills.text')}
      back={<Back to="/settings/skills" label={t('section.skills')} />}
    >
      <form id={formId} className={form['fields']} onSubmit={(event) => void submit(event)}>
        <Section title={r('skills.name')}>
          <TextField
            label={r('skills.name')}
            description={r('skills.name.text')}
            hideLabel
            isRequired
            maxLength={60}
            autoFocus={skill === null}
            value={draft.name}
            onChange={(name) => set({ name })}
            error={save.errorOf('name', 'skill_name_taken', 'skill_invalid')}
          />
        </Section>
        <Section title={r('skills.who', { n: draft.agents.length })} description={r('skills.who.text')}>
          <People
            label={r('skills.who', { n: draft.agents.length })}
            value={draft.agents.map(({ userId }) => userId)}
            onChange={(ids) =>
              set({
                agents: ids.map((userId) => ({ userId, isPriority: isFirst(userId) })),
              })
            }
            beside={(id) => (
              <Switch
                isSelected={isFirst(id)}
                onChange={(isPriority) =>
                  set({
                    agents: draft.agents.map((each) => (each.userId === id ? { ...each, isPriority } : each)),
                  })
                }
              >
                {r('skills.first')}
              </Switch>
            )}
          />
        </Section>
        <SaveBar
          form={formId}
          isDirty={isDirty}
          isNew={skill === null}
          isPending={save.isPending}
          error={save.errorBesides(['name'], 'skill_name_taken', 'skill_invalid')}
          onReset={() => {
            reset()
            save.clear()
            if (skill === null) toList()
          }}
        />
      </form>
      {skill && (
        <DeletePart
          command="skill.delete"
          input={{ skillId: skill.id }}
          title={r('skills.delete')}
          question={r('skills.delete.title', { name: skill.name })}
          text={r('skills.delete.text')}
          done={r('deleted', { name: skill.name })}
          onDeleted={toList}
        />
      )}
    </Page>
  )
}
