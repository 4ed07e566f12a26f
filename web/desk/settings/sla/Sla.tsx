import { useQuery } from '@tanstack/react-query'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { Back } from '../parts/Back.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import type { SectionProps } from '../sections.ts'
import { useSettingsText } from '../text.ts'
import { PolicyEditor } from './PolicyEditor.tsx'
import { PolicyList } from './PolicyList.tsx'
import { policiesQuery } from './queries.ts'

/** `sla`, `sla/2`, `sla/new`. */
export default function Sla({ path: [id] }: SectionProps) {
  const t = useSettingsText()
  const policies = useQuery(policiesQuery)
  return (
    <Loaded query={policies}>
      {(all) => {
        if (id === undefined) return <PolicyList policies={all} />
        const policy = all.find((each) => each.id === Number(id))
        if (policy || id === 'new') return <PolicyEditor key={`${id}/${policy?.version}`} policy={policy ?? null} />
        return (
          <Page title={t('section.sla')} back={<Back to="/settings/sla" label={t('section.sla')} />}>
            <EmptyState title={t('unknown.title')} text={t('unknown.text')} />
          </Page>
        )
      }}
    </Loaded>
  )
}
