import type { ChannelView, WidgetSettings } from '../../../../server/channels/contract.ts'
import { trimmedTexts } from './channel-texts.ts'

export type ChannelDraft = Pick<
  ChannelView,
  'name' | 'brandId' | 'styleId' | 'groupId' | 'scheduleId' | 'defaultLocale' | 'origins' | 'settings' | 'active'
>
/** What every tab of the editor gets. */
export type TabProps = {
  draft: ChannelDraft
  set: (change: Partial<ChannelDraft>) => void
  setting: (change: Partial<WidgetSettings>) => void
  problems: readonly Problem[]
}
export type Problem = 'name' | 'title' | 'greeting'
export type TabId = 'general' | 'look' | 'texts' | 'behaviour' | 'install' | 'login'

export function draftOf(channel: ChannelView): ChannelDraft {
  const { name, brandId, styleId, groupId, scheduleId, defaultLocale, origins, settings, active } = channel
  return { name, brandId, styleId, groupId, scheduleId, defaultLocale, origins, settings, active }
}

/** As it is stored: blank texts are no texts. */
export function storable(draft: ChannelDraft): ChannelDraft {
  const { title, greeting, expectOnline, expectAway, expectClosed } = draft.settings
  return {
    ...draft,
    name: draft.name.trim(),
    settings: {
      ...draft.settings,
      title: trimmedTexts(title),
      greeting: trimmedTexts(greeting),
      expectOnline: trimmedTexts(expectOnline),
      expectAway: trimmedTexts(expectAway),
      expectClosed: trimmedTexts(expectClosed),
    },
  }
}

/** Without these a widget would have no name or nothing to say. */
export function problemsOf({ name, settings, defaultLocale }: ChannelDraft): Problem[] {
  return [
    ...(name.trim() === '' ? (['name'] as const) : []),
    ...(settings.title[defaultLocale]?.trim() ? [] : (['title'] as const)),
    ...(settings.greeting[defaultLocale]?.trim() ? [] : (['greeting'] as const)),
  ]
}

export const tabOf = (problem: Problem): TabId => (problem === 'name' ? 'general' : 'texts')
