import { useQuery } from '@tanstack/react-query'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { Back } from '../parts/Back.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import type { SectionProps } from '../sections.ts'
import { useSettingsText } from '../text.ts'
import { rulesQuery } from './queries.ts'
import { RuleEditor } from './RuleEditor.tsx'
import { RuleList } from './RuleList.tsx'

export default function Triggers({ path: [id] }: SectionProps) {
  const t = useSettingsText()
  const rules = useQuery(rulesQuery('trigger'))
  return (
    <Loaded query={rules}>
      {(all) => {
        if (id === undefined) return <RuleList rules={all} />
        const rule = all.find((each) => each.id === Number(id))
        if (rule || id === 'new') return <RuleEditor key={`${id}/${rule?.version}`} rule={rule ?? null} />
        return (
          <Page title={t('section.triggers')} back={<Back to="/settings/triggers" label={t('section.triggers')} />}>
            <EmptyState title={t('unknown.title')} text={t('unknown.text')} />
          </Page>
        )
      }}
    </Loaded>
  )
}
