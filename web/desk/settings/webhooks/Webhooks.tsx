import { useQuery } from '@tanstack/react-query'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { Back } from '../parts/Back.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import type { SectionProps } from '../sections.ts'
import { useSettingsText } from '../text.ts'
import { webhooksQuery } from './queries.ts'
import { WebhookEditor } from './WebhookEditor.tsx'
import { WebhookList } from './WebhookList.tsx'

/** `webhooks`, `webhooks/3`, `webhooks/new`. */
export default function Webhooks({ path: [id] }: SectionProps) {
  const t = useSettingsText()
  const webhooks = useQuery(webhooksQuery)
  if (id === 'new') return <WebhookEditor webhook={null} />
  return (
    <Loaded query={webhooks}>
      {(all) => {
        if (id === undefined) return <WebhookList webhooks={all} />
        const webhook = all.find((each) => each.id === Number(id))
        if (webhook) return <WebhookEditor key={`${id}/${webhook.version}`} webhook={webhook} />
        return (
          <Page title={t('section.webhooks')} back={<Back to="/settings/webhooks" label={t('section.webhooks')} />}>
            <EmptyState title={t('unknown.title')} text={t('unknown.text')} />
          </Page>
        )
      }}
    </Loaded>
  )
}
