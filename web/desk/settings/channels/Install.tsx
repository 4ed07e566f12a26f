import type { ChannelView } from '../../../../server/channels/contract.ts'
import { Section } from '../../../kit/ui/Page.tsx'
import { Hint } from '../parts/Alert.tsx'
import { CopyField } from '../parts/CopyField.tsx'
import { useSettingsText } from '../text.ts'
import css from './Install.module.css'

const CALLS = ['open', 'close', 'show', 'hide', 'locale', 'login', 'logout', 'on'] as const
const EXAMPLES: Record<(typeof CALLS)[number], string> = {
  open: "causerie('open')",
  close: "causerie('close')",
  show: "causerie('show')",
  hide: "causerie('hide')",
  locale: "causerie('locale', 'fr')",
  login: "causerie('login', token)",
  logout: "causerie('logout')",
  on: "causerie('on', 'unread', ({ count }) => …)",
}

/** How the widget gets on a page. */
export function Install({ channel }: { channel: ChannelView }) {
  const t = useSettingsText()
  const { origin } = new URL(/src="([^"]+)"/.exec(channel.snippet)?.[1] ?? location.href)
  return (
    <>
      {!channel.active && <Hint tone="warn">{t('install.off')}</Hint>}
      {channel.origins.length === 0 && <Hint tone="warn">{t('origins.none')}</Hint>}
      <Section title={t('install')} description={t('install.text')}>
        <CopyField label={t('install.snippet')} text={channel.snippet} isCode />
      </Section>
      <Section title={t('install.csp')} description={t('install.csp.text')}>
        <CopyField
          label={t('install.csp.label')}
          text={`script-src ${origin}; frame-src ${origin}; connect-src ${origin}`}
          isCode
        />
      </Section>
      <Section title={t('install.calls')} description={t('install.calls.text')}>
        <dl className={css['calls']}>
          {CALLS.map((call) => (
            <div key={call}>
              <dt>
                <code>{EXAMPLES[call]}</code>
              </dt>
              <dd>{t(`install.call.${call}`)}</dd>
            </div>
          ))}
        </dl>
      </Section>
    </>
  )
}
