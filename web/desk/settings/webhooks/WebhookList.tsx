import { Link } from '@tanstack/react-router'
import { Plus, Webhook } from 'lucide-react'
import { useState } from 'react'
import type { WebhookSecret, WebhookView } from '../../../../server/rules/contract.ts'
import { Button, buttonClass } from '../../../kit/ui/Button.tsx'
import { useConfirm } from '../../../kit/ui/confirm.tsx'
import { Dialog } from '../../../kit/ui/Dialog.tsx'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { Alert } from '../parts/Alert.tsx'
import { Back } from '../parts/Back.tsx'
import { CopyField } from '../parts/CopyField.tsx'
import form from '../parts/Form.module.css'
import { OrderedList } from '../parts/OrderedList.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useSettingsText } from '../text.ts'
import { Transfer } from '../transfer/Transfer.tsx'
import { useWebhooksText } from './text.ts'

const REFRESHES = ['webhooks', 'audit']

/** All addresses that are told something: found by typing, switched, copied and deleted. */
export function WebhookList({ webhooks }: { webhooks: readonly WebhookView[] }) {
  const t = useSettingsText()
  const w = useWebhooksText()
  const confirm = useConfirm()
  const [secret, setSecret] = useState<string | null>(null)
  const save = useCommand<WebhookSecret>('webhook.save', { refreshes: REFRESHES, isToldOnce: true })
  const remove = useCommand('webhook.delete', { refreshes: REFRESHES })
  const find = (id: number) => webhooks.find((webhook) => webhook.id === id)
  const content = ({ name, url, events, active }: WebhookView) => ({ name, url, events, active })
  const duplicate = async (webhook: WebhookView) => {
    const name = w('copyOf', { name: webhook.name }).slice(0, 80)
    const made = await save.run({ ...content(webhook), name, active: false })
    if (made) setSecret(made.output.secret)
  }
  const askRemove = async ({ id, name }: WebhookView) => {
    const yes = await confirm({
      title: w('delete.title', { name }),
      text: w('delete.text'),
      yes: w('delete'),
      isDanger: true,
    })
    if (yes && (await remove.run({ webhookId: id }))) toast({ text: w('deleted', { name }), tone: 'ok' })
  }
  const standing = ({ failure, active, failingSince }: WebhookView) => {
    if (failure) return [{ text: w('off.failed'), tone: 'bad' as const }]
    return active && failingSince ? [{ text: w('failing'), tone: 'warn' as const }] : []
  }
  const error = save.error ?? remove.error
  return (
    <Page
      title={t('section.webhooks')}
      description={w('text')}
      back={<Back to="/settings" label={t('settings')} isNarrowOnly />}
      actions={
        <>
          <Transfer kind="webhook" />
          <Link to="/settings/$" params={{ _splat: 'webhooks/new' }} className={buttonClass('primary')}>
            <Plus size={16} aria-hidden />
            {w('new')}
          </Link>
        </>
      }
    >
      {error && <Alert>{error}</Alert>}
      {webhooks.length === 0 && (
        <EmptyState icon={<Webhook size={22} aria-hidden />} title={w('none')} text={w('none.text')} />
      )}
      <OrderedList
        label={t('section.webhooks')}
        search={w('search')}
        items={webhooks.map((webhook) => ({
          id: webhook.id,
          name: webhook.name,
          facts: webhook.url,
          active: webhook.active,
          path: `webhooks/${webhook.id}`,
          tags: standing(webhook),
        }))}
        onActive={(id, active) => {
          const webhook = find(id)
          if (webhook) void save.run({ ...content(webhook), id, version: webhook.version, active })
        }}
        onDuplicate={(id) => {
          const webhook = find(id)
          if (webhook) void duplicate(webhook)
        }}
        onDelete={(id) => {
          const webhook = find(id)
          if (webhook) void askRemove(webhook)
        }}
      />
      {secret !== null && (
        <Dialog
          title={w('secret')}
          isOpen
          onClose={() => setSecret(null)}
          footer={
            <Button variant="primary" onPress={() => setSecret(null)}>
              {w('secret.done')}
            </Button>
          }
        >
          <div className={form['fields']}>
            <p className={form['text']}>{w('secret.once')}</p>
            <CopyField label={w('secret')} text={secret} isCode />
          </div>
        </Dialog>
      )}
    </Page>
  )
}
