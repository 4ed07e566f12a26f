import { useQuery } from '@tanstack/react-query'
import { Check, TriangleAlert } from 'lucide-react'
import type { WidgetSettings } from '../../../../server/channels/contract.ts'
import { Section } from '../../../kit/ui/Page.tsx'
import { RadioGroup } from '../../../kit/ui/RadioGroup.tsx'
import { Segments } from '../../../kit/ui/Segments.tsx'
import { ColourField } from '../parts/ColourField.tsx'
import form from '../parts/Form.module.css'
import { brandsQuery } from '../queries.ts'
import { useSettingsText } from '../text.ts'
import type { TabProps } from './channel-draft.ts'
import { contrast, ENOUGH_FOR_SHAPES, textOn } from './contrast.ts'
import { OffsetField } from './OffsetField.tsx'
import css from './Look.module.css'

const COLOURS = ['#4f46e5', '#0f766e', '#1d4ed8', '#be185d', '#b45309', '#1f2937']

export function Look({ draft, setting }: TabProps) {
  const t = useSettingsText()
  const brand = useQuery(brandsQuery).data?.find(({ id }) => id === draft.brandId)
  const { appearance } = draft.settings
  const look = (change: Partial<WidgetSettings['appearance']>) => setting({ appearance: { ...appearance, ...change } })
  return (
    <>
      <Section title={t('look.colour')} description={t('look.colour.text')}>
        <ColourField
          label={t('colour')}
          value={appearance.colour}
          onChange={(colour) => look({ colour })}
          offers={[...new Set([...(brand?.colour ? [brand.colour] : []), ...COLOURS])]}
        />
        <ContrastLines colour={appearance.colour} />
      </Section>
      <Section title={t('look.theme')}>
        <div className={form['labelled']}>
          <Segments
            label={t('look.theme')}
            value={appearance.theme}
            onChange={(theme) => look({ theme })}
            items={(['light', 'dark', 'system'] as const).map((id) => ({ id, label: t(`look.theme.${id}`) }))}
          />
          <span className={form['description']}>{t(`look.theme.${appearance.theme}.text`)}</span>
        </div>
      </Section>
      <Section title={t('look.launcher')}>
        <RadioGroup
          label={t('look.opening')}
          value={appearance.launcher}
          onChange={(launcher) => look({ launcher })}
          items={[
            { id: 'round', label: t('look.launcher.round'), description: t('look.launcher.round.text') },
            { id: 'hidden', label: t('look.launcher.hidden'), description: t('look.launcher.hidden.text') },
          ]}
        />
        <div className={form['labelled']}>
          <span className={form['label']}>{t('look.position')}</span>
          <Segments
            label={t('look.position')}
            value={appearance.position}
            onChange={(position) => look({ position })}
            items={(['left', 'right'] as const).map((id) => ({ id, label: t(`look.position.${id}`) }))}
          />
        </div>
        <OffsetField value={appearance.offset} onChange={(offset) => look({ offset })} />
      </Section>
    </>
  )
}

/** Whether the colour does its work: text on it, and the launcher on a page. */
function ContrastLines({ colour }: { colour: string }) {
  const t = useSettingsText()
  const text = textOn(colour)
  const onPage = contrast(colour, '#ffffff')
  const isSeen = onPage >= ENOUGH_FOR_SHAPES
  const ratio = (value: number) => Math.floor(value * 10) / 10
  return (
    <ul className={css['contrast']} aria-live="polite">
      <li data-ok="true">
        <Check size={16} aria-hidden />
        {t('look.contrast.text', { ink: text === '#ffffff' ? 'white' : 'black', ratio: ratio(contrast(colour, text)) })}
      </li>
      <li data-ok={isSeen}>
        {isSeen ? <Check size={16} aria-hidden /> : <TriangleAlert size={16} aria-hidden />}
        {t(isSeen ? 'look.contrast.page' : 'look.contrast.pale', { ratio: ratio(onPage) })}
      </li>
    </ul>
  )
}
