import { Plus } from 'lucide-react'
import { Button } from 'react-aria-components/Button'
import type { WantedSkill } from '../../../server/routing/contract.ts'
import { useRefusalText } from '../../kit/i18n.tsx'
import { Menu } from '../../kit/ui/Menu.tsx'
import { Picker } from '../../kit/ui/Picker.tsx'
import { toast } from '../../kit/ui/toast.ts'
import { useRoutingNames } from '../app/queries.ts'
import { useDesk } from '../shell/DeskContext.tsx'
import { useWorkText } from './text.ts'
import css from './RoutingBlock.module.css'

type SkillsProps = {
  conversationId: number
  wanted: readonly WantedSkill[]
  mayChange: boolean
  onChanged: () => void
}

/** What whoever gets it must, or should, know. */
export function Skills({ conversationId, wanted, mayChange, onChanged }: SkillsProps) {
  const w = useWorkText()
  const say = useRefusalText()
  const { desk } = useDesk()
  const { skills } = useRoutingNames()
  const nameOf = (id: number) => skills.find((skill) => skill.id === id)?.name ?? w('skill.some')
  const set = (next: readonly WantedSkill[]) =>
    void desk
      .do('ticket.set_skills', { conversationId, skills: next })
      .then(onChanged, (error: unknown) => toast({ text: say(error), tone: 'bad' }))
  const change = (id: number, act: string) =>
    set(
      act === 'remove'
        ? wanted.filter((skill) => skill.id !== id)
        : wanted.map((skill) => (skill.id === id ? { id, required: act === 'required' } : skill)),
    )
  const shown = ({ id, required }: WantedSkill) => (
    <>
      {nameOf(id)} {!required && <small>{w('skills.optionalShort')}</small>}
    </>
  )
  const more = skills.filter(({ id }) => wanted.every((skill) => skill.id !== id))
  if (!mayChange)
    return wanted.length === 0 ? (
      w('skills.none')
    ) : (
      <span className={css['skills']}>
        {wanted.map((skill) => (
          <span key={skill.id} className={css['skill']}>
            {shown(skill)}
          </span>
        ))}
      </span>
    )
  return (
    <span className={css['skills']}>
      {wanted.map((skill) => (
        <Menu
          key={skill.id}
          label={w('skills.change', { name: nameOf(skill.id) })}
          onAction={(act) => change(skill.id, act)}
          trigger={
            <Button className={css['skill'] ?? ''} aria-label={w('skills.change', { name: nameOf(skill.id) })}>
              {shown(skill)}
            </Button>
          }
          groups={[
            {
              entries: [
                { id: 'required', label: w('skills.required'), isChosen: skill.required },
                { id: 'optional', label: w('skills.optional'), isChosen: !skill.required },
                { id: 'remove', label: w('skills.remove'), isDanger: true },
              ],
            },
          ]}
        />
      ))}
      {wanted.length === 0 && more.length === 0 && w('skills.none')}
      {more.length > 0 && (
        <Picker
          label={w('skills.choose')}
          items={more.map(({ id, name }) => ({ id: String(id), label: name }))}
          value={null}
          onChange={(id) => set([...wanted, { id: Number(id), required: true }])}
          none={w('skills.noneFound')}
          trigger={
            <Button className={css['add'] ?? ''} aria-label={w('skills.add')}>
              <Plus size={13} aria-hidden />
            </Button>
          }
        />
      )}
    </span>
  )
}
