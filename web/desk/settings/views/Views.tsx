import { useQuery } from '@tanstack/react-query'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { Back } from '../parts/Back.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import type { SectionProps } from '../sections.ts'
import { useSettingsText } from '../text.ts'
import { keptViewsQuery } from './queries.ts'
import { ViewEditor } from './ViewEditor.tsx'
import { ViewList } from './ViewList.tsx'

/** `views`, `views/3`, `views/new`. */
export default function Views({ path: [id] }: SectionProps) {
  const t = useSettingsText()
  const views = useQuery(keptViewsQuery)
  return (
    <Loaded query={views}>
      {(all) => {
        if (id === undefined) return <ViewList views={all} />
        const view = all.find((each) => each.id === Number(id))
        if (view || id === 'new') return <ViewEditor key={`${id}/${view?.version}`} view={view ?? null} />
        return (
          <Page title={t('section.views')} back={<Back to="/settings/views" label={t('section.views')} />}>
            <EmptyState title={t('unknown.title')} text={t('unknown.text')} />
          </Page>
        )
      }}
    </Loaded>
  )
}
