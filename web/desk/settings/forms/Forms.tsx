import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { useDefinitions } from '../../app/queries.ts'
import { Back } from '../parts/Back.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import type { SectionProps } from '../sections.ts'
import { useSettingsText } from '../text.ts'
import { FormEditor } from './FormEditor.tsx'
import { FormList } from './FormList.tsx'

/** `forms`, `forms/2`, `forms/new`, `forms/new/2` (a copy of it). */
export default function Forms({ path: [id, from] }: SectionProps) {
  const t = useSettingsText()
  const definitions = useDefinitions()
  if (id === undefined) return <FormList />
  return (
    <Loaded query={definitions}>
      {({ fields, forms }) => {
        const form = forms.find((each) => each.id === Number(id === 'new' ? from : id))
        if (form || id === 'new')
          return <FormEditor key={`${id}/${from}`} stored={form ?? null} isNew={id === 'new'} fields={fields} />
        return (
          <Page title={t('section.forms')} back={<Back to="/settings/forms" label={t('section.forms')} />}>
            <EmptyState title={t('unknown.title')} text={t('unknown.text')} />
          </Page>
        )
      }}
    </Loaded>
  )
}
