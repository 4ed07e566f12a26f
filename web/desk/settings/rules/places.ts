import { Hourglass, type LucideIcon, Zap } from 'lucide-react'

/** Rules that have conditions and actions: the same screen, in two sections. */
export type ScreenKind = 'trigger' | 'automation'

/** The section's id is also the prefix of its texts and its place in the address. */
export const places: Readonly<Record<ScreenKind, { section: 'triggers' | 'automations'; Icon: LucideIcon }>> = {
  trigger: { section: 'triggers', Icon: Zap },
  automation: { section: 'automations', Icon: Hourglass },
}
