import { useQuery } from '@tanstack/react-query'
import { type FormEvent, useId } from 'react'
import type { RoutingSettings } from '../../../../server/routing/contract.ts'
import { useConfirm } from '../../../kit/ui/confirm.tsx'
import { Page, Section } from '../../../kit/ui/Page.tsx'
import { Switch } from '../../../kit/ui/Switch.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { Back } from '../parts/Back.tsx'
import form from '../parts/Form.module.css'
import { Loaded } from '../parts/Loaded.tsx'
import { SaveBar } from '../parts/SaveBar.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useDraft } from '../parts/useDraft.ts'
import { useSettingsText } from '../text.ts'
import { Effect } from './Effect.tsx'
import { Absence, Choosing, Counting, Ended, Offering } from './GeneralParts.tsx'
import { REFRESHES, routingSettingsQuery } from './queries.ts'
import { useRoutingText } from './text.ts'

/** How work finds an agent: on or off, and all that is decided for everybody. */
export default function General() {
  const t = useSettingsText()
  const r = useRoutingText()
  const settings = useQuery(routingSettingsQuery)
  return (
    <Page
      title={t('section.routing')}
      description={r('general.text')}
      back={<Back to="/settings" label={t('settings')} isNarrowOnly />}
    >
      <Loaded query={settings}>{(stored) => <SettingsForm stored={stored} />}</Loaded>
    </Page>
  )
}

function SettingsForm({ stored }: { stored: RoutingSettings }) {
  const t = useSettingsText()
  const r = useRoutingText()
  const confirm = useConfirm()
  const formId = useId()
  const { draft, isDirty, set, reset } = useDraft(stored)
  const save = useCommand('routing.save_settings', { refreshes: REFRESHES })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (draft.enabled !== stored.enabled) {
      const to = draft.enabled ? 'on' : 'off'
      const yes = await confirm({
        title: r(`general.turn.${to}.title`),
        text: r(`general.turn.${to}.text`),
        yes: r(`general.turn.${to}`),
      })
      if (!yes) return
    }
    if (!(await save.run(draft))) return
    reset()
    toast({ text: t('saved'), tone: 'ok' })
  }
  return (
    <form id={formId} className={form['fields']} onSubmit={(event) => void submit(event)}>
      <Section title={r('general.on')}>
        <Switch
          isSelected={draft.enabled}
          onChange={(enabled) => set({ enabled })}
          description={r('general.enabled.text')}
        >
          {r('general.enabled')}
        </Switch>
      </Section>
      <Effect settings={draft} />
      <Choosing draft={draft} set={set} />
      <Offering draft={draft} set={set} />
      <Counting draft={draft} set={set} />
      <Absence draft={draft} set={set} />
      <Ended draft={draft} set={set} />
      <SaveBar
        form={formId}
        isDirty={isDirty}
        isPending={save.isPending}
        error={save.error}
        onReset={() => {
          reset()
          save.clear()
        }}
      />
    </form>
  )
}
