import { Hourglass, type LucideIcon, MessageCircle, Zap } from 'lucide-react'

/** Rules that have conditions and actions: the same screen, in three sections. */
export type ScreenKind = 'trigger' | 'automation' | 'messaging_trigger'

/** The section's id is also the prefix of its texts and its place in the address. */
export const places: Readonly<
  Record<ScreenKind, { section: 'triggers' | 'automations' | 'messaging'; Icon: LucideIcon }>
> = {
  trigger: { section: 'triggers', Icon: Zap },
  automation: { section: 'automations', Icon: Hourglass },
  messaging_trigger: { section: 'messaging', Icon: MessageCircle },
}
