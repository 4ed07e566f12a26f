import { useQuery } from '@tanstack/react-query'
import type { Scope } from '../../../../server/identity/contract.ts'
import { Checkbox } from '../../../kit/ui/Checkbox.tsx'
import { Section } from '../../../kit/ui/Page.tsx'
import { RadioGroup } from '../../../kit/ui/RadioGroup.tsx'
import { useDesk } from '../../shell/DeskContext.tsx'
import form from '../parts/Form.module.css'
import { brandsQuery } from '../queries.ts'
import { useSettingsText } from '../text.ts'
import { coversBrands, coversTickets } from './covers.ts'
import { useScopeText } from './useScopeText.ts'

type ScopeFieldsProps = { value: Scope; onChange: (value: Scope) => void; isDisabled?: boolean }

/** Which conversations the rights below reach. */
export function ScopeFields({ value, onChange, isDisabled = false }: ScopeFieldsProps) {
  const t = useSettingsText()
  const { me } = useDesk()
  const scopeText = useScopeText()
  const brands = useQuery(brandsQuery).data ?? []
  const setBrand = (id: number, isIn: boolean) => {
    const chosen = value.brands ?? []
    onChange({ ...value, brands: isIn ? [...chosen, id] : chosen.filter((each) => each !== id) })
  }
  const reaches = (['all', 'groups', 'mine'] as const).map((id) => ({
    id,
    label: t(`scope.${id}`),
    description: t(`scope.${id}.text`),
    isDisabled: !coversTickets(me, id),
  }))
  return (
    <Section title={t('scope')} description={scopeText(value)}>
      <RadioGroup
        label={t('scope.tickets')}
        value={value.tickets}
        onChange={(tickets) => onChange({ ...value, tickets })}
        isDisabled={isDisabled}
        items={reaches}
      />
      {(brands.length > 1 || value.brands !== null) && (
        <>
          <RadioGroup
            label={t('section.brands')}
            value={value.brands === null ? 'all' : 'some'}
            onChange={(choice) => onChange({ ...value, brands: choice === 'all' ? null : [] })}
            isDisabled={isDisabled}
            items={[
              { id: 'all', label: t('scope.brands.all'), isDisabled: !coversBrands(me, null) },
              { id: 'some', label: t('scope.brands.some') },
            ]}
          />
          {value.brands !== null && (
            <fieldset className={form['checks']}>
              <legend className={form['label']}>{t('scope.brands.which')}</legend>
              {brands.map(({ id, name }) => (
                <Checkbox
                  key={id}
                  isSelected={value.brands?.includes(id) ?? false}
                  isDisabled={isDisabled || !coversBrands(me, [id])}
                  onChange={(isIn) => setBrand(id, isIn)}
                >
                  {name}
                </Checkbox>
              ))}
            </fieldset>
          )}
        </>
      )}
    </Section>
  )
}
