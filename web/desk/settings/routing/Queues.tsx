import { useQuery } from '@tanstack/react-query'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { Back } from '../parts/Back.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import type { SectionProps } from '../sections.ts'
import { useSettingsText } from '../text.ts'
import { queuesQuery } from './queries.ts'
import { QueueEditor } from './QueueEditor.tsx'
import { QueueList } from './QueueList.tsx'

/** `queues`, `queues/2`, `queues/new`. */
export default function Queues({ path: [id] }: SectionProps) {
  const t = useSettingsText()
  const queues = useQuery(queuesQuery)
  return (
    <Loaded query={queues}>
      {(all) => {
        if (id === undefined) return <QueueList queues={all} />
        const queue = all.find((each) => each.id === Number(id))
        if (queue || id === 'new')
          return <QueueEditor key={`${id}/${queue?.version}`} queue={queue ?? null} others={all} />
        return (
          <Page title={t('section.queues')} back={<Back to="/settings/queues" label={t('section.queues')} />}>
            <EmptyState title={t('unknown.title')} text={t('unknown.text')} />
          </Page>
        )
      }}
    </Loaded>
  )
}
