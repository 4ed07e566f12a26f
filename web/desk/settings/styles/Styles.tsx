import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { StyleView } from '../../../../server/channels/contract.ts'
import { Button, buttonClass } from '../../../kit/ui/Button.tsx'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { useMay } from '../../shell/DeskContext.tsx'
import { Back } from '../parts/Back.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { stylesQuery } from '../queries.ts'
import type { SectionProps } from '../sections.ts'
import { Transfer } from '../transfer/Transfer.tsx'
import { useSettingsText } from '../text.ts'
import { useEndingsText } from './endings-text.ts'
import { Recipes } from './Recipes.tsx'
import { Silence } from './Silence.tsx'
import { StyleChoice } from './StyleChoice.tsx'
import { StyleDialog } from './StyleDialog.tsx'
import { StyleList } from './StyleList.tsx'

/** `styles`, `styles/3`: what it does when the customer is silent; `styles/choice`: which one, by conditions;
 * `styles/recipes`: set-ups for typical trades. */
export default function Styles({ path: [id, ...rest] }: SectionProps) {
  const t = useSettingsText()
  const e = useEndingsText()
  // Recipes make rules as well.
  const canApply = useMay('rules.manage')
  const styles = useQuery(stylesQuery)
  const [editing, setEditing] = useState<StyleView | 'new' | null>(null)
  if (id !== undefined)
    return (
      <Loaded query={styles}>
        {(all) => {
          if (id === 'recipes') return <Recipes />
          if (id === 'choice') return <StyleChoice styles={all} path={rest} />
          const style = all.find((each) => each.id === Number(id))
          if (style) return <Silence key={style.id} style={style} />
          return (
            <Page title={t('section.styles')} back={<Back to="/settings/styles" label={t('section.styles')} />}>
              <EmptyState title={t('unknown.title')} text={t('unknown.text')} />
            </Page>
          )
        }}
      </Loaded>
    )
  return (
    <Page
      title={t('section.styles')}
      description={t('styles.text')}
      back={<Back to="/settings" label={t('settings')} isNarrowOnly />}
      actions={
        <>
          {canApply && (
            <Link to="/settings/$" params={{ _splat: 'styles/recipes' }} className={buttonClass()}>
              {e('recipes')}
            </Link>
          )}
          <Link to="/settings/$" params={{ _splat: 'styles/choice' }} className={buttonClass()}>
            {e('choice')}
          </Link>
          <Transfer kind="style" />
          <Button variant="primary" icon={<Plus size={16} aria-hidden />} onPress={() => setEditing('new')}>
            {t('styles.new')}
          </Button>
        </>
      }
    >
      <Loaded query={styles}>{(all) => <StyleList styles={all} onEdit={setEditing} />}</Loaded>
      {editing && <StyleDialog style={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </Page>
  )
}
