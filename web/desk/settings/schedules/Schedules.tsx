import { useQuery } from '@tanstack/react-query'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { Back } from '../parts/Back.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { schedulesQuery } from '../queries.ts'
import type { SectionProps } from '../sections.ts'
import { useSettingsText } from '../text.ts'
import { ScheduleEditor } from './ScheduleEditor.tsx'
import { ScheduleList } from './ScheduleList.tsx'

/** `3` is schedule 3, `new` an empty one, `new/3` a copy of 3. */
export default function Schedules({ path: [id, model] }: SectionProps) {
  const t = useSettingsText()
  const schedules = useQuery(schedulesQuery)
  if (id === undefined) return <ScheduleList />
  return (
    <Loaded query={schedules}>
      {(all) => {
        const find = (wanted: string | undefined) => all.find((each) => each.id === Number(wanted)) ?? null
        const schedule = find(id)
        if (schedule || id === 'new')
          return (
            <ScheduleEditor key={`${id}/${model}`} schedule={schedule} model={find(model)} isFirst={all.length === 0} />
          )
        return (
          <Page title={t('section.schedules')} back={<Back to="/settings/schedules" label={t('section.schedules')} />}>
            <EmptyState title={t('unknown.title')} text={t('unknown.text')} />
          </Page>
        )
      }}
    </Loaded>
  )
}
