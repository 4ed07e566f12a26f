import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { StyleView } from '../../../../server/channels/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { Back } from '../parts/Back.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { stylesQuery } from '../queries.ts'
import { useSettingsText } from '../text.ts'
import { StyleCard } from './StyleCard.tsx'
import { StyleDialog } from './StyleDialog.tsx'
import css from './Styles.module.css'

export default function Styles() {
  const t = useSettingsText()
  const styles = useQuery(stylesQuery)
  const [editing, setEditing] = useState<StyleView | 'new' | null>(null)
  return (
    <Page
      title={t('section.styles')}
      description={t('styles.text')}
      back={<Back to="/settings" label={t('settings')} isNarrowOnly />}
      actions={
        <Button variant="primary" icon={<Plus size={16} aria-hidden />} onPress={() => setEditing('new')}>
          {t('styles.new')}
        </Button>
      }
    >
      <Loaded query={styles}>
        {(all) => (
          <ul className={css['styles']}>
            {all.map((style) => (
              <StyleCard key={style.id} style={style} onEdit={() => setEditing(style)} />
            ))}
          </ul>
        )}
      </Loaded>
      {editing && <StyleDialog style={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </Page>
  )
}
