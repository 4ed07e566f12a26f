import { useQuery } from '@tanstack/react-query'
import { Checkbox } from '../../../kit/ui/Checkbox.tsx'
import { Section } from '../../../kit/ui/Page.tsx'
import { useBrands } from '../../app/queries.ts'
import { useSurveysText } from '../../satisfaction/text.ts'
import form from '../parts/Form.module.css'
import { channelsQuery } from '../queries.ts'
import type { SurveyDraft } from './draft.ts'

type OnlyProps = { draft: SurveyDraft; onChange: (change: Partial<SurveyDraft>) => void }

/** Everywhere, or on some channels and brands only. */
export function Only({ draft, onChange }: OnlyProps) {
  const s = useSurveysText()
  const channels = useQuery(channelsQuery).data ?? []
  const brands = useBrands()
  const toggled = (list: readonly number[] | null, id: number, isIn: boolean): number[] | null => {
    const next = isIn ? [...(list ?? []), id] : (list ?? []).filter((each) => each !== id)
    return next.length === 0 ? null : next
  }
  if (channels.length < 2 && brands.length < 2) return null
  return (
    <Section title={s('edit.only')} description={s('edit.only.text')}>
      {channels.length > 1 && (
        <fieldset className={form['checks']}>
          <legend className={form['label']}>{s('edit.channels')}</legend>
          {channels.map(({ id, name }) => (
            <Checkbox
              key={id}
              isSelected={draft.channels?.includes(id) ?? false}
              onChange={(isIn) => onChange({ channels: toggled(draft.channels, id, isIn) })}
            >
              {name}
            </Checkbox>
          ))}
        </fieldset>
      )}
      {brands.length > 1 && (
        <fieldset className={form['checks']}>
          <legend className={form['label']}>{s('edit.brands')}</legend>
          {brands.map(({ id, name }) => (
            <Checkbox
              key={id}
              isSelected={draft.brands?.includes(id) ?? false}
              onChange={(isIn) => onChange({ brands: toggled(draft.brands, id, isIn) })}
            >
              {name}
            </Checkbox>
          ))}
        </fieldset>
      )}
    </Section>
  )
}
