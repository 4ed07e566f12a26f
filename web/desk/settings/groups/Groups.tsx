import { useQuery } from '@tanstack/react-query'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { Back } from '../parts/Back.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { groupsQuery } from '../queries.ts'
import type { SectionProps } from '../sections.ts'
import { useSettingsText } from '../text.ts'
import { GroupEditor } from './GroupEditor.tsx'
import { GroupList } from './GroupList.tsx'

export default function Groups({ path: [id] }: SectionProps) {
  const t = useSettingsText()
  const groups = useQuery(groupsQuery)
  if (id === undefined) return <GroupList />
  return (
    <Loaded query={groups}>
      {(all) => {
        const group = all.find((each) => each.id === Number(id))
        if (group || id === 'new') return <GroupEditor key={id} group={group ?? null} />
        return (
          <Page title={t('section.groups')} back={<Back to="/settings/groups" label={t('section.groups')} />}>
            <EmptyState title={t('unknown.title')} text={t('unknown.text')} />
          </Page>
        )
      }}
    </Loaded>
  )
}
