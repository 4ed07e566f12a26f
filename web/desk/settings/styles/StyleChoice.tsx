import { useQuery } from '@tanstack/react-query'
import type { StyleView } from '../../../../server/channels/contract.ts'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { Back } from '../parts/Back.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { useSettingsText } from '../text.ts'
import { choiceQuery } from './choice-query.ts'
import { useEndingsText } from './endings-text.ts'
import { StyleRuleEditor } from './StyleRuleEditor.tsx'
import { StyleRuleList } from './StyleRuleList.tsx'

type StyleChoiceProps = { styles: readonly StyleView[]; path: readonly string[] }

/** Which style conversations get, by what is known at their start: `styles/choice`, `styles/choice/3`, `styles/choice/new`. */
export function StyleChoice({ styles, path: [id] }: StyleChoiceProps) {
  const t = useSettingsText()
  const e = useEndingsText()
  const choice = useQuery(choiceQuery)
  return (
    <Loaded query={choice}>
      {(known) => {
        if (id === undefined) return <StyleRuleList choice={known} styles={styles} />
        const rule = known.rules.find((each) => each.id === Number(id))
        if (rule || id === 'new')
          return <StyleRuleEditor key={`${id}/${known.version}`} choice={known} rule={rule ?? null} styles={styles} />
        return (
          <Page title={e('choice')} back={<Back to="/settings/styles/choice" label={e('choice')} />}>
            <EmptyState title={t('unknown.title')} text={t('unknown.text')} />
          </Page>
        )
      }}
    </Loaded>
  )
}
