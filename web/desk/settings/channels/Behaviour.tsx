import type { WidgetSettings } from '../../../../server/channels/contract.ts'
import { Section } from '../../../kit/ui/Page.tsx'
import { RadioGroup } from '../../../kit/ui/RadioGroup.tsx'
import { Select } from '../../../kit/ui/Select.tsx'
import { Segments } from '../../../kit/ui/Segments.tsx'
import { Switch } from '../../../kit/ui/Switch.tsx'
import form from '../parts/Form.module.css'
import { useSettingsText } from '../text.ts'
import type { TabProps } from './channel-draft.ts'

type Ask = WidgetSettings['askName']
const asks: readonly Ask[] = ['no', 'optional', 'required']

/** What customers are asked and may do, and how a session ends. */
export function Behaviour({ draft: { settings }, setting }: TabProps) {
  const t = useSettingsText()
  return (
    <>
      <Section title={t('ask')} description={t('ask.text')}>
        <AskField
          label={t('ask.name')}
          what="name"
          value={settings.askName}
          onChange={(askName) => setting({ askName })}
        />
        <AskField
          label={t('ask.email')}
          what="email"
          value={settings.askEmail}
          onChange={(askEmail) => setting({ askEmail })}
        />
      </Section>
      <Section title={t('writing')}>
        <Toggle name="attachments" value={settings.attachments} onChange={(attachments) => setting({ attachments })} />
        <Toggle name="severalOpen" value={settings.severalOpen} onChange={(severalOpen) => setting({ severalOpen })} />
      </Section>
      <Section title={t('waiting')} description={t('waiting.text')}>
        <Toggle name="tellPlace" value={settings.tellPlace ?? true} onChange={(tellPlace) => setting({ tellPlace })} />
        <Toggle name="tellWait" value={settings.tellWait ?? true} onChange={(tellWait) => setting({ tellWait })} />
      </Section>
      <UnreadMail
        minutes={settings.unreadMailMinutes ?? 5}
        onChange={(unreadMailMinutes) => setting({ unreadMailMinutes })}
      />
      <Section title={t('ending')} description={t('ending.text')}>
        <Toggle
          name="customerMayEnd"
          value={settings.customerMayEnd}
          onChange={(customerMayEnd) => setting({ customerMayEnd })}
        />
        <Toggle
          name="agentsMayEnd"
          value={settings.agentsMayEnd}
          onChange={(agentsMayEnd) => setting({ agentsMayEnd })}
        />
        <Toggle name="tellEnd" value={settings.tellEnd} onChange={(tellEnd) => setting({ tellEnd })} />
        <RadioGroup
          label={t('afterEnd')}
          value={settings.afterEnd}
          onChange={(afterEnd) => setting({ afterEnd })}
          items={(['keep', 'replace'] as const).map((id) => ({
            id,
            label: t(`afterEnd.${id}`),
            description: t(`afterEnd.${id}.text`),
          }))}
        />
      </Section>
    </>
  )
}

const waits = [0, 2, 5, 10, 30, 60] as const

/** What the customer does not read in the chat goes by mail. */
function UnreadMail({ minutes, onChange }: { minutes: number; onChange: (minutes: number) => void }) {
  const t = useSettingsText()
  const offered = [...new Set([...waits, minutes])].sort((a, b) => a - b)
  return (
    <Section title={t('unreadMail')} description={t('unreadMail.text')}>
      <Select
        label={t('unreadMail.wait')}
        value={String(minutes)}
        onChange={(id) => onChange(Number(id))}
        description={t('unreadMail.effect', { n: minutes })}
        items={offered.map((n) => ({ id: String(n), label: t('unreadMail.minutes', { n }) }))}
      />
    </Section>
  )
}

type AskFieldProps = { label: string; what: 'name' | 'email'; value: Ask; onChange: (ask: Ask) => void }

function AskField({ label, what, value, onChange }: AskFieldProps) {
  const t = useSettingsText()
  return (
    <div className={form['labelled']}>
      <span className={form['label']}>{label}</span>
      <Segments
        label={label}
        value={value}
        onChange={onChange}
        items={asks.map((id) => ({ id, label: t(`ask.${id}`) }))}
      />
      <span className={form['description']}>{t(`ask.${what}.${value}`)}</span>
    </div>
  )
}

type ToggleName =
  | 'attachments'
  | 'severalOpen'
  | 'customerMayEnd'
  | 'agentsMayEnd'
  | 'tellEnd'
  | 'tellPlace'
  | 'tellWait'
type ToggleProps = { name: ToggleName; value: boolean; onChange: (isOn: boolean) => void }

/** Its sentence says what happens as it is set now. */
function Toggle({ name, value, onChange }: ToggleProps) {
  const t = useSettingsText()
  return (
    <Switch isSelected={value} onChange={onChange} description={t(`${name}.${value ? 'on' : 'off'}`)}>
      {t(name)}
    </Switch>
  )
}
