import type { WidgetSettings } from '../contract.ts'

const USUAL = 5

/** Minutes before what is unread goes by mail; 0: never. Channels from before this setting wait the usual time. */
export const waitMinutes = (settings: WidgetSettings | undefined): number =>
  settings === undefined ? 0 : (settings.unreadMailMinutes ?? USUAL)
