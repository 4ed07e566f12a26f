import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronRight, GraduationCap, Plus } from 'lucide-react'
import type { SkillView } from '../../../../server/routing/contract.ts'
import { buttonClass } from '../../../kit/ui/Button.tsx'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { useColleagues } from '../../app/queries.ts'
import { Back } from '../parts/Back.tsx'
import lines from '../parts/Lines.module.css'
import { Loaded } from '../parts/Loaded.tsx'
import { useList } from '../parts/useList.ts'
import type { SectionProps } from '../sections.ts'
import { useSettingsText } from '../text.ts'
import { skillsQuery } from './queries.ts'
import { SkillEditor } from './SkillEditor.tsx'
import { useRoutingText } from './text.ts'

/** `skills`, `skills/2`, `skills/new`. */
export default function Skills({ path: [id] }: SectionProps) {
  const t = useSettingsText()
  const skills = useQuery(skillsQuery)
  return (
    <Loaded query={skills}>
      {(all) => {
        if (id === undefined) return <SkillList skills={all} />
        const skill = all.find((each) => each.id === Number(id))
        if (skill || id === 'new') return <SkillEditor key={id} skill={skill ?? null} />
        return (
          <Page title={t('section.skills')} back={<Back to="/settings/skills" label={t('section.skills')} />}>
            <EmptyState title={t('unknown.title')} text={t('unknown.text')} />
          </Page>
        )
      }}
    </Loaded>
  )
}

const SHOWN = 4

function SkillList({ skills }: { skills: readonly SkillView[] }) {
  const t = useSettingsText()
  const r = useRoutingText()
  const list = useList()
  const colleagues = useColleagues()
  const namesOf = ({ agents }: SkillView) => {
    const names = colleagues.flatMap(({ id, name }) => (agents.some(({ userId }) => userId === id) ? [name] : []))
    const more = agents.length - Math.min(SHOWN, names.length)
    return agents.length === 0
      ? r('skills.nobody')
      : list([...names.slice(0, SHOWN), ...(more > 0 ? [r('people.more', { n: more })] : [])])
  }
  return (
    <Page
      title={t('section.skills')}
      description={r('skills.text')}
      back={<Back to="/settings" label={t('settings')} isNarrowOnly />}
      actions={
        <Link to="/settings/$" params={{ _splat: 'skills/new' }} className={buttonClass('primary')}>
          <Plus size={16} aria-hidden />
          {r('skills.new')}
        </Link>
      }
    >
      {skills.length === 0 && (
        <EmptyState
          icon={<GraduationCap size={22} aria-hidden />}
          title={r('skills.none')}
          text={r('skills.none.text')}
        />
      )}
      <ul className={lines['lines']} aria-label={t('section.skills')}>
        {skills.map((skill) => (
          <li key={skill.id}>
            <Link to="/settings/$" params={{ _splat: `skills/${skill.id}` }} className={lines['line']}>
              <span className={lines['words']}>
                <b>{skill.name}</b>
                <span>{namesOf(skill)}</span>
              </span>
              <ChevronRight size={16} aria-hidden />
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  )
}
