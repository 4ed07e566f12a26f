import { useQuery } from '@tanstack/react-query'
import { ChevronRight, Plus } from 'lucide-react'
import { useState } from 'react'
import type { BrandView } from '../../../../server/identity/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { Tag } from '../../../kit/ui/Tag.tsx'
import { Back } from '../parts/Back.tsx'
import lines from '../parts/Lines.module.css'
import { Loaded } from '../parts/Loaded.tsx'
import { useList } from '../parts/useList.ts'
import { brandsQuery, channelsQuery } from '../queries.ts'
import { useSettingsText } from '../text.ts'
import { Transfer } from '../transfer/Transfer.tsx'
import { BrandDialog } from './BrandDialog.tsx'
import css from './Brands.module.css'

export default function Brands() {
  const t = useSettingsText()
  const brands = useQuery(brandsQuery)
  const [editing, setEditing] = useState<BrandView | 'new' | null>(null)
  return (
    <Page
      title={t('section.brands')}
      description={t('brands.text')}
      back={<Back to="/settings" label={t('settings')} isNarrowOnly />}
      actions={
        <>
          <Transfer kind="brand" />
          <Button variant="primary" icon={<Plus size={16} aria-hidden />} onPress={() => setEditing('new')}>
            {t('brands.new')}
          </Button>
        </>
      }
    >
      <Loaded query={brands}>
        {(all) => (
          <ul className={lines['lines']}>
            {all.map((brand) => (
              <li key={brand.id}>
                <Line brand={brand} onEdit={() => setEditing(brand)} />
              </li>
            ))}
          </ul>
        )}
      </Loaded>
      {editing && <BrandDialog brand={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </Page>
  )
}

function Line({ brand, onEdit }: { brand: BrandView; onEdit: () => void }) {
  const t = useSettingsText()
  const list = useList()
  const channels = useQuery(channelsQuery).data ?? []
  const names = channels.filter(({ brandId }) => brandId === brand.id).map(({ name }) => name)
  return (
    <button type="button" className={lines['line']} onClick={onEdit} aria-haspopup="dialog">
      <span className={css['colour']} style={brand.colour ? { backgroundColor: brand.colour } : {}} aria-hidden />
      <span className={lines['words']}>
        <b>{brand.name}</b>
        <span>{names.length === 0 ? t('brands.noChannel') : t('brands.channels', { names: list(names) })}</span>
      </span>
      {brand.isDefault && <Tag tone="accent">{t('brands.default')}</Tag>}
      <ChevronRight size={16} aria-hidden />
    </button>
  )
}
