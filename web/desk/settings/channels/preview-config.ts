import type { WidgetConfig } from '../../../../server/channels/contract.ts'
import type { ChannelDraft } from './channel-draft.ts'
import { speaks } from './channel-texts.ts'

/** No channel has this key: whatever is tried in the preview reaches nobody. */
const NO_KEY = 'preview'
const SHOWN_FILE_BYTES = 25 * 1024 * 1024

/** What the server would tell the widget, from what is in the form: the visitor's language if it is spoken, else the default. */
export function previewConfig(draft: ChannelDraft, wanted: string, online: boolean): WidgetConfig {
  const { settings, defaultLocale } = draft
  const locale = speaks(settings, wanted) ? wanted : defaultLocale
  const say = (texts: Record<string, string>) =>
    texts[locale]?.trim() || texts[defaultLocale]?.trim() || Object.values(texts)[0] || ''
  return {
    key: NO_KEY,
    name: draft.name,
    locale,
    appearance: settings.appearance,
    title: say(settings.title),
    greeting: say(settings.greeting),
    expectation: say(online ? settings.expectOnline : settings.expectAway),
    online,
    askName: settings.askName,
    askEmail: settings.askEmail,
    attachments: settings.attachments,
    customerMayEnd: settings.customerMayEnd,
    afterEnd: settings.afterEnd,
    severalOpen: settings.severalOpen,
    maxFileBytes: SHOWN_FILE_BYTES,
    styleKind: 'social_messaging',
  }
}
