import type { WidgetConfig } from '../../../../server/channels/contract.ts'
import type { ChannelDraft } from './channel-draft.ts'
import { speaks } from './channel-texts.ts'

/** No channel has this key: whatever is tried in the preview reaches nobody. */
const NO_KEY = 'preview'
const SHOWN_FILE_BYTES = 25 * 1024 * 1024

const EXPECTED = { online: 'expectOnline', away: 'expectAway', closed: 'expectClosed' } as const

export type Presence = 'online' | 'away' | 'closed'

/** What the server would tell the widget, from what is in the form: the visitor's language if it is spoken, else the default. */
export function previewConfig(
  draft: ChannelDraft,
  wanted: string,
  { presence, opens }: { presence: Presence; opens: string },
): WidgetConfig {
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
    expectation: say(settings[EXPECTED[presence]]).replaceAll('{opens}', opens),
    online: presence === 'online',
    askName: settings.askName,
    askEmail: settings.askEmail,
    attachments: settings.attachments,
    customerMayEnd: settings.customerMayEnd,
    afterEnd: settings.afterEnd,
    severalOpen: settings.severalOpen,
    maxFileBytes: SHOWN_FILE_BYTES,
    styleKind: 'social_messaging',
    fields: false,
  }
}

/** For a look: a Monday morning at nine, as a calendar of that language writes it. */
export const exampleOpening = (locale: string): string =>
  new Intl.DateTimeFormat(locale, { weekday: 'long', hour: 'numeric', minute: '2-digit', timeZone: 'UTC' }).format(
    Date.UTC(1970, 0, 5, 9),
  )
