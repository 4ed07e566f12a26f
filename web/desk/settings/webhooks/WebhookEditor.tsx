import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useId, useState } from 'react'
import { type WebhookSecret, type WebhookView, webhookEvents } from '../../../../server/rules/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { Checkbox } from '../../../kit/ui/Checkbox.tsx'
import { useConfirm } from '../../../kit/ui/confirm.tsx'
import { Page, Section } from '../../../kit/ui/Page.tsx'
import { Switch } from '../../../kit/ui/Switch.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { useTimes } from '../../app/times.ts'
import { Alert, Hint } from '../parts/Alert.tsx'
import { Back } from '../parts/Back.tsx'
import { CopyField } from '../parts/CopyField.tsx'
import form from '../parts/Form.module.css'
import { SaveBar } from '../parts/SaveBar.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useDraft } from '../parts/useDraft.ts'
import { useSettingsText } from '../text.ts'
import { Deliveries } from './Deliveries.tsx'
import { useWebhooksText } from './text.ts'

const REFRESHES = ['webhooks', 'audit']
type Draft = Pick<WebhookView, 'name' | 'url' | 'events' | 'active'>
const blank: Draft = { name: '', url: '', events: [], active: true }
const draftOf = ({ name, url, events, active }: WebhookView): Draft => ({ name, url, events, active })

/** An address outside, what it is told, and how it took that. */
export function WebhookEditor({ webhook }: { webhook: WebhookView | null }) {
  const t = useSettingsText()
  const w = useWebhooksText()
  const times = useTimes()
  const navigate = useNavigate()
  const formId = useId()
  const [secret, setSecret] = useState<WebhookSecret | null>(null)
  const { draft, isDirty, set, reset, leave } = useDraft(webhook === null ? blank : draftOf(webhook))
  const save = useCommand<WebhookSecret>('webhook.save', { refreshes: REFRESHES, isToldOnce: true })
  const toList = () => void navigate({ to: '/settings/$', params: { _splat: 'webhooks' } })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const saved = await save.run({ ...(webhook && { id: webhook.id, version: webhook.version }), ...draft })
    if (!saved) return
    toast({ text: t('saved'), tone: 'ok' })
    leave()
    if (saved.output.secret === null) toList()
    else setSecret(saved.output)
  }
  if (secret?.secret)
    return (
      <Page
        title={draft.name || (webhook?.name ?? '')}
        back={<Back to="/settings/webhooks" label={t('section.webhooks')} />}
      >
        <Section title={w('secret')} description={w('secret.once')}>
          <CopyField label={w('secret')} text={secret.secret} isCode />
          <div className={form['actions']}>
            <Button variant="primary" onPress={webhook === null ? toList : () => setSecret(null)}>
              {w('secret.done')}
            </Button>
          </div>
        </Section>
      </Page>
    )
  return (
    <Page
      title={webhook?.name ?? w('new')}
      description={w('text')}
      back={<Back to="/settings/webhooks" label={t('section.webhooks')} />}
      actions={webhook && <Delete webhook={webhook} onDone={toList} onLeave={leave} />}
    >
      {webhook?.failure && <Alert>{w(webhook.failure.reason === 'gone' ? 'failure.gone' : 'failure.failing')}</Alert>}
      {webhook?.failingSince && (
        <Hint tone="warn">{w('failing.since', { since: times.brief(webhook.failingSince) })}</Hint>
      )}
      <form id={formId} className={form['fields']} onSubmit={(event) => void submit(event)}>
        <Section title={w('about')}>
          <TextField
            label={w('name')}
            isRequired
            maxLength={80}
            autoFocus={webhook === null}
            value={draft.name}
            onChange={(name) => set({ name })}
          />
          <TextField
            label={w('url')}
            description={w('url.text')}
            isRequired
            maxLength={2000}
            placeholder="https://"
            value={draft.url}
            onChange={(url) => set({ url })}
            error={save.errorOf('url', 'webhook_url_wrong')}
          />
          <Switch isSelected={draft.active} onChange={(active) => set({ active })} description={w('active.text')}>
            {w('active')}
          </Switch>
        </Section>
        <Section title={w('events')} description={w('events.text')}>
          <fieldset className={form['checks']}>
            <legend className={form['label']}>{w('events')}</legend>
            {webhookEvents.map((event) => (
              <Checkbox
                key={event}
                isSelected={draft.events.includes(event)}
                onChange={(isIn) =>
                  set({ events: isIn ? [...draft.events, event] : draft.events.filter((each) => each !== event) })
                }
              >
                {w(`event.${event}`)}
              </Checkbox>
            ))}
          </fieldset>
        </Section>
        <SaveBar
          form={formId}
          isDirty={isDirty}
          isNew={webhook === null}
          isPending={save.isPending}
          error={save.errorBesides(['url'], 'webhook_url_wrong')}
          onReset={() => {
            reset()
            save.clear()
            if (webhook !== null) return
            leave()
            toList()
          }}
        />
      </form>
      {webhook && <Secret webhook={webhook} onSecret={setSecret} />}
      {webhook && <Deliveries webhook={webhook} />}
    </Page>
  )
}

function Secret({ webhook, onSecret }: { webhook: WebhookView; onSecret: (secret: WebhookSecret) => void }) {
  const w = useWebhooksText()
  const confirm = useConfirm()
  const renew = useCommand<WebhookSecret>('webhook.renew_secret', { refreshes: ['audit'], isToldOnce: true })
  const ask = async () => {
    const yes = await confirm({
      title: w('renew.title'),
      text: w('renew.text'),
      yes: w('renew'),
      isDanger: true,
    })
    const made = yes ? await renew.run({ webhookId: webhook.id }) : null
    if (made) onSecret(made.output)
  }
  return (
    <Section title={w('secret')} description={w('secret.text')}>
      {renew.error && <Alert>{renew.error}</Alert>}
      <div className={form['actions']}>
        <Button onPress={() => void ask()} isPending={renew.isPending}>
          {w('renew')}
        </Button>
      </div>
    </Section>
  )
}

type DeleteProps = { webhook: WebhookView; onDone: () => void; onLeave: () => void }

function Delete({ webhook, onDone, onLeave }: DeleteProps) {
  const w = useWebhooksText()
  const confirm = useConfirm()
  const remove = useCommand('webhook.delete', { refreshes: REFRESHES })
  const ask = async () => {
    const title = w('delete.title', { name: webhook.name })
    if (!(await confirm({ title, text: w('delete.text'), yes: w('delete'), isDanger: true }))) return
    onLeave()
    if (await remove.run({ webhookId: webhook.id })) onDone()
  }
  return (
    <>
      {remove.error && <Alert>{remove.error}</Alert>}
      <Button variant="quiet" onPress={() => void ask()} isPending={remove.isPending}>
        {w('delete')}
      </Button>
    </>
  )
}
