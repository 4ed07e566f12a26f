import { Section } from '../../../kit/ui/Page.tsx'
import { Select } from '../../../kit/ui/Select.tsx'
import { Switch } from '../../../kit/ui/Switch.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { useLanguageName } from '../parts/useLanguageName.ts'
import { useSettingsText } from '../text.ts'
import type { TabProps } from './channel-draft.ts'
import { localesOf } from './channel-texts.ts'
import { BrandField, GroupField, ScheduleField, StyleField } from './fields.tsx'
import { OriginsField } from './OriginsField.tsx'

export function General({ draft, set, problems }: TabProps) {
  const t = useSettingsText()
  const languageName = useLanguageName()
  return (
    <>
      <Section title={t('channel.basics')}>
        <TextField
          label={t('channel.name')}
          description={t('channel.name.text')}
          maxLength={60}
          isRequired
          value={draft.name}
          onChange={(name) => set({ name })}
          error={problems.includes('name') ? t('channel.name.missing') : undefined}
        />
        <Switch
          isSelected={draft.active}
          onChange={(active) => set({ active })}
          description={t(draft.active ? 'channel.active.on' : 'channel.active.off')}
        >
          {t('channel.active')}
        </Switch>
      </Section>
      <Section title={t('channel.handling')} description={t('channel.handling.text')}>
        <StyleField value={draft.styleId} onChange={(styleId) => set({ styleId })} />
        <GroupField value={draft.groupId} onChange={(groupId) => set({ groupId })} />
        <ScheduleField value={draft.scheduleId} onChange={(scheduleId) => set({ scheduleId })} />
        <BrandField value={draft.brandId} onChange={(brandId) => set({ brandId })} />
        <Select
          label={t('channel.language')}
          description={t('channel.language.text', { language: languageName(draft.defaultLocale) })}
          value={draft.defaultLocale}
          onChange={(defaultLocale) => set({ defaultLocale })}
          items={localesOf(draft.settings, draft.defaultLocale).map((id) => ({ id, label: languageName(id) }))}
        />
      </Section>
      <OriginsField value={draft.origins} onChange={(origins) => set({ origins })} />
    </>
  )
}
