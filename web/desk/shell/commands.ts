import { useEffect, useRef } from 'react'
import type { TextKey } from '../app/text.ts'

/** Everything the keyboard can do. `keys`: `Mod+k`, `r`, or two after each other: `g i`. */
export const commands = [
  { id: 'palette', keys: 'Mod+K', group: 'everywhere' },
  { id: 'find', keys: '/', group: 'everywhere' },
  { id: 'shortcuts', keys: '?', group: 'everywhere' },
  { id: 'goInbox', keys: 'g i', group: 'everywhere' },
  { id: 'goContacts', keys: 'g c', group: 'everywhere' },
  { id: 'goSatisfaction', keys: 'g f', group: 'everywhere' },
  { id: 'goTeam', keys: 'g t', group: 'everywhere' },
  { id: 'goSettings', keys: 'g s', group: 'everywhere' },
  { id: 'hidden', keys: '', group: 'everywhere' },
  { id: 'next', keys: 'j', group: 'list' },
  { id: 'previous', keys: 'k', group: 'list' },
  { id: 'select', keys: 'x', group: 'list' },
  { id: 'clearSelection', keys: 'Escape', group: 'list' },
  { id: 'openSelected', keys: 'Enter', group: 'list' },
  { id: 'reply', keys: 'r', group: 'conversation' },
  { id: 'note', keys: 'n', group: 'conversation' },
  { id: 'take', keys: 't', group: 'conversation' },
  { id: 'assign', keys: 'a', group: 'conversation' },
  { id: 'status', keys: 's', group: 'conversation' },
  { id: 'macro', keys: 'm', group: 'conversation' },
  { id: 'snooze', keys: 'z', group: 'conversation' },
  { id: 'endSession', keys: 'e', group: 'conversation' },
  { id: 'history', keys: 'h', group: 'conversation' },
  { id: 'toQueue', keys: '', group: 'conversation' },
  { id: 'changeStyle', keys: '', group: 'conversation' },
  { id: 'sendSurvey', keys: '', group: 'conversation' },
  { id: 'closeTab', keys: 'w', group: 'conversation' },
  { id: 'send', keys: 'Mod+Enter', group: 'conversation' },
  { id: 'acceptOffer', keys: 'Alt+A', group: 'me' },
  { id: 'declineOffer', keys: 'Alt+D', group: 'me' },
  { id: 'online', keys: '', group: 'me' },
  { id: 'away', keys: '', group: 'me' },
  { id: 'offline', keys: '', group: 'me' },
  { id: 'preferences', keys: '', group: 'me' },
  { id: 'signOut', keys: '', group: 'me' },
] as const satisfies readonly { id: string; keys: string; group: string }[]

export type CommandId = (typeof commands)[number]['id']
export type Handlers = Partial<Record<CommandId, (() => void) | false | null | undefined>>
export const commandText = (id: CommandId): TextKey => `command.${id}`

type Registered = { current: { handlers: Handlers; of: number | undefined } }
const mounted = new Set<Registered>()
let currentConversation: number | null = null

/** Of the conversations that are mounted, only the one on screen hears its commands. */
export const commandsGoTo = (conversationId: number | null): void => {
  currentConversation = conversationId
}

/**
 * What these commands do while the component is shown; the last mounted wins. A falsy handler: not now.
 * `of` a conversation: only while that one is on screen.
 */
export function useCommands(handlers: Handlers, of?: number): void {
  const latest = useRef({ handlers, of })
  useEffect(() => {
    latest.current = { handlers, of }
  })
  useEffect(() => {
    mounted.add(latest)
    return () => {
      mounted.delete(latest)
    }
  }, [])
}

export function handlerOf(id: CommandId): (() => void) | undefined {
  const here = [...mounted].reverse().filter(({ current: { of } }) => of === undefined || of === currentConversation)
  return here.flatMap(({ current }) => current.handlers[id] || []).at(0)
}
