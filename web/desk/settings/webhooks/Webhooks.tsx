import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronRight, Plus, Webhook } from 'lucide-react'
import type { WebhookView } from '../../../../server/rules/contract.ts'
import { buttonClass } from '../../../kit/ui/Button.tsx'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { Tag } from '../../../kit/ui/Tag.tsx'
import { Back } from '../parts/Back.tsx'
import lines from '../parts/Lines.module.css'
import { Loaded } from '../parts/Loaded.tsx'
import type { SectionProps } from '../sections.ts'
import { useSettingsText } from '../text.ts'
import { webhooksQuery } from './queries.ts'
import { useWebhooksText } from './text.ts'
import { WebhookEditor } from './WebhookEditor.tsx'

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

function WebhookList({ webhooks }: { webhooks: readonly WebhookView[] }) {
  const t = useSettingsText()
  const w = useWebhooksText()
  return (
    <Page
      title={t('section.webhooks')}
      description={w('text')}
      back={<Back to="/settings" label={t('settings')} isNarrowOnly />}
      actions={
        <Link to="/settings/$" params={{ _splat: 'webhooks/new' }} className={buttonClass('primary')}>
          <Plus size={16} aria-hidden />
          {w('new')}
        </Link>
      }
    >
      {webhooks.length === 0 && (
        <EmptyState icon={<Webhook size={22} aria-hidden />} title={w('none')} text={w('none.text')} />
      )}
      <ul className={lines['lines']}>
        {webhooks.map(({ id, name, url, active, failingSince, failure }) => (
          <li key={id}>
            <Link to="/settings/$" params={{ _splat: `webhooks/${id}` }} className={lines['line']}>
              <span className={lines['words']}>
                <b>{name}</b>
                <span>{url}</span>
              </span>
              {failure ? (
                <Tag tone="bad">{w('off.failed')}</Tag>
              ) : !active ? (
                <Tag>{w('off')}</Tag>
              ) : failingSince ? (
                <Tag tone="warn">{w('failing')}</Tag>
              ) : (
                <Tag tone="ok">{w('on')}</Tag>
              )}
              <ChevronRight size={16} aria-hidden />
            </Link>
          </li>
        ))}
      </ul>
    </Page>
  )
}
