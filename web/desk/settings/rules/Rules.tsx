import { useQuery } from '@tanstack/react-query'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { Back } from '../parts/Back.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { useSettingsText } from '../text.ts'
import { places, type ScreenKind } from './places.ts'
import { rulesQuery } from './queries.ts'
import { RuleEditor } from './RuleEditor.tsx'
import { RuleList } from './RuleList.tsx'

/** The list of one kind, or the editor of one of them. */
export function Rules({ kind, path: [id] }: { kind: ScreenKind; path: readonly string[] }) {
  const t = useSettingsText()
  const rules = useQuery(rulesQuery(kind))
  const { section } = places[kind]
  return (
    <Loaded query={rules}>
      {(all) => {
        if (id === undefined) return <RuleList kind={kind} rules={all} />
        const rule = all.find((each) => each.id === Number(id))
        if (rule || id === 'new') return <RuleEditor key={`${id}/${rule?.version}`} kind={kind} rule={rule ?? null} />
        return (
          <Page
            title={t(`section.${section}`)}
            back={<Back to={`/settings/${section}`} label={t(`section.${section}`)} />}
          >
            <EmptyState title={t('unknown.title')} text={t('unknown.text')} />
          </Page>
        )
      }}
    </Loaded>
  )
}
