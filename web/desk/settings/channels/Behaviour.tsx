import type { WidgetSettings } from '../../../../server/channels/contract.ts'
import { Section } from '../../../kit/ui/Page.tsx'
import { RadioGroup } from '../../../kit/ui/RadioGroup.tsx'
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

type ToggleName = 'attachments' | 'severalOpen' | 'customerMayEnd' | 'agentsMayEnd' | 'tellEnd'
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
