import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { GraduationCap, Plus } from 'lucide-react'
import type { SkillView } from '../../../../server/routing/contract.ts'
import { buttonClass } from '../../../kit/ui/Button.tsx'
import { useConfirm } from '../../../kit/ui/confirm.tsx'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { useColleagues } from '../../app/queries.ts'
import { Alert } from '../parts/Alert.tsx'
import { Back } from '../parts/Back.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { OrderedList } from '../parts/OrderedList.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useList } from '../parts/useList.ts'
import type { SectionProps } from '../sections.ts'
import { useSettingsText } from '../text.ts'
import { Transfer } from '../transfer/Transfer.tsx'
import { REFRESHES, skillsQuery } from './queries.ts'
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
  const confirm = useConfirm()
  const colleagues = useColleagues()
  const save = useCommand('skill.save', { refreshes: REFRESHES })
  const remove = useCommand('skill.delete', { refreshes: REFRESHES })
  const find = (id: number) => skills.find((skill) => skill.id === id)
  const namesOf = ({ agents }: SkillView) => {
    const names = colleagues.flatMap(({ id, name }) => (agents.some(({ userId }) => userId === id) ? [name] : []))
    const more = agents.length - Math.min(SHOWN, names.length)
    return agents.length === 0
      ? r('skills.nobody')
      : list([...names.slice(0, SHOWN), ...(more > 0 ? [r('people.more', { n: more })] : [])])
  }
  const askRemove = async ({ id, name }: SkillView) => {
    const yes = await confirm({
      title: r('skills.delete.title', { name }),
      text: r('skills.delete.text'),
      yes: r('skills.delete'),
      isDanger: true,
    })
    if (yes && (await remove.run({ skillId: id }))) toast({ text: r('deleted', { name }), tone: 'ok' })
  }
  const error = save.error ?? remove.error
  return (
    <Page
      title={t('section.skills')}
      description={r('skills.text')}
      back={<Back to="/settings" label={t('settings')} isNarrowOnly />}
      actions={
        <>
          <Transfer kind="skill" />
          <Link to="/settings/$" params={{ _splat: 'skills/new' }} className={buttonClass('primary')}>
            <Plus size={16} aria-hidden />
            {r('skills.new')}
          </Link>
        </>
      }
    >
      {error && <Alert>{error}</Alert>}
      {skills.length === 0 && (
        <EmptyState
          icon={<GraduationCap size={22} aria-hidden />}
          title={r('skills.none')}
          text={r('skills.none.text')}
        />
      )}
      <OrderedList
        label={t('section.skills')}
        search={r('skills.search')}
        items={skills.map((skill) => ({
          id: skill.id,
          name: skill.name,
          facts: namesOf(skill),
          active: true,
          path: `skills/${skill.id}`,
        }))}
        onDuplicate={(id) => {
          const skill = find(id)
          if (skill)
            void save.run({ name: r('queues.copyOf', { name: skill.name }).slice(0, 60), agents: skill.agents })
        }}
        onDelete={(id) => {
          const skill = find(id)
          if (skill) void askRemove(skill)
        }}
      />
    </Page>
  )
}
