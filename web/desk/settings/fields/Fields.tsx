import { useDefinitions } from '../../app/queries.ts'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { Back } from '../parts/Back.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import type { SectionProps } from '../sections.ts'
import { useSettingsText } from '../text.ts'
import { FieldEditor } from './FieldEditor.tsx'
import { FieldList } from './FieldList.tsx'

/** `fields`, `fields/7`, `fields/new`, `fields/new/7` (a copy of it). */
export default function Fields({ path: [id, from] }: SectionProps) {
  const t = useSettingsText()
  const definitions = useDefinitions()
  if (id === undefined) return <FieldList />
  return (
    <Loaded query={definitions}>
      {({ fields, forms }) => {
        const field = fields.find((each) => each.id === Number(id === 'new' ? from : id))
        if (field || id === 'new')
          return <FieldEditor key={`${id}/${from}`} stored={field ?? null} isNew={id === 'new'} forms={forms} />
        return (
          <Page title={t('section.fields')} back={<Back to="/settings/fields" label={t('section.fields')} />}>
            <EmptyState title={t('unknown.title')} text={t('unknown.text')} />
          </Page>
        )
      }}
    </Loaded>
  )
}
