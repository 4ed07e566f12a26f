import type { VisitorWelcome, WidgetConfig } from '../../server/channels/contract.ts'
import type { FileView } from '../../server/conversations/contract.ts'
import type { ActorView } from '../../server/platform/protocol.ts'
import type { Values } from '../kit/message-parts.ts'
import type { Conversation } from './model/conversation.ts'
import type { Unsent } from './model/outbox.ts'

/** A file on its way; `file` once it is there. */
export type Upload = {
  id: string
  name: string
  size: number
  preview?: string
  progress: number
  file?: FileView
  error?: string
}

/** What the page has set: how the widget looks, and its texts. */
export type Setting = {
  config: WidgetConfig
  /** The language with the reader's region: for dates and numbers. */
  locale: string
  t: (key: string, values?: Values) => string
}

/** All the frame shows, in one place. Change it through `change`, which draws once for all changes of a turn. */
export type State = Setting & {
  isOpen: boolean
  /** Which conversation is in view: null is one that does not exist yet, undefined is the home screen. */
  thread: number | null | undefined
  contact: VisitorWelcome['contact'] | undefined
  conversations: Conversation[]
  outbox: Unsent[]
  draft: string
  uploads: Upload[]
  /** What is said to whoever waits, by conversation. */
  waits?: Record<string, string> | undefined
  /** The line has been down for longer than a blink. */
  isCut: boolean
  typing: { conversationId: number; by: ActorView } | undefined
  isMuted: boolean
  /** Earlier events are being fetched: what comes in then is not news to a screen reader. */
  isLoading: boolean
  /** The reader has scrolled up, away from the end. */
  isAway: boolean
}

/** There from the first setting on; nothing is drawn or done before. */
export let state: State
let isDue = false

export function begin(setting: Setting): void {
  const initial: Omit<State, keyof Setting> = {
    isOpen: false,
    thread: undefined,
    contact: undefined,
    conversations: [],
    outbox: [],
    draft: '',
    uploads: [],
    isCut: false,
    typing: undefined,
    isMuted: false,
    isLoading: false,
    isAway: false,
  }
  state = { ...initial, ...state, ...setting }
  change({})
}

export function change(changes: Partial<State>): void {
  Object.assign(state, changes)
  if (isDue) return
  isDue = true
  queueMicrotask(() => {
    isDue = false
    draw()
  })
}

let draw: () => void
export const onChange = (listener: () => void): void => {
  draw = listener
}

export const current = (): Conversation | undefined => state.conversations.find(({ id }) => id === state.thread)
