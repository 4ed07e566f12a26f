import { type Static, Type } from 'typebox'
import type { EventView } from '../platform/protocol.ts'
import { Content, type ConversationView, quietStep, type Style, StyleKind, Texts } from '../conversations/contract.ts'
import { Conditions, type Operator } from '../platform/pure/conditions/condition.ts'
import type { FieldType } from '../platform/pure/conditions/field.ts'
import { Id, Locale, Uuid } from '../platform/pure/schemas.ts'

export const Appearance = Type.Object({
  colour: Type.String({ pattern: '^#[0-9a-f]{6}$' }),
  /** Data of a raster logo as file id, or null. */
  logo: Type.Union([Uuid, Type.Null()]),
  position: Type.Union([Type.Literal('left'), Type.Literal('right')]),
  offset: Type.Integer({ minimum: 0, maximum: 200 }),
  theme: Type.Union([Type.Literal('light'), Type.Literal('dark'), Type.Literal('system')]),
  launcher: Type.Union([Type.Literal('round'), Type.Literal('hidden')]),
})
export const WidgetSettings = Type.Object({
  appearance: Appearance,
  title: Texts,
  greeting: Texts,
  /** Said under the greeting: when to expect an answer while people are online / away. */
  expectOnline: Texts,
  expectAway: Texts,
  /** The same outside opening hours: `{opens}` is when they begin again, in the words and the zone of whoever reads. */
  expectClosed: Texts,
  askName: Type.Union([Type.Literal('no'), Type.Literal('optional'), Type.Literal('required')]),
  askEmail: Type.Union([Type.Literal('no'), Type.Literal('optional'), Type.Literal('required')]),
  attachments: Type.Boolean(),
  customerMayEnd: Type.Boolean(),
  agentsMayEnd: Type.Boolean(),
  /** After an end: `keep` the composer (a message starts a new conversation) or `replace` it by a button. */
  afterEnd: Type.Union([Type.Literal('keep'), Type.Literal('replace')]),
  /** Show a line to the customer when an agent ended the session. */
  tellEnd: Type.Boolean(),
  /** Several open conversations of one contact. */
  severalOpen: Type.Boolean(),
  /** What the customer has not read for so long goes to the verified address; 0: never. */
  unreadMailMinutes: Type.Optional(Type.Integer({ minimum: 0, maximum: 1440 })),
  /** Whoever waits is told his place in the queue, and how long it may take. Left out: yes. */
  tellPlace: Type.Optional(Type.Boolean()),
  tellWait: Type.Optional(Type.Boolean()),
})
export type WidgetSettings = Static<typeof WidgetSettings>

export type ChannelView = {
  id: number
  kind: 'widget'
  key: string
  name: string
  brandId: number
  styleId: number
  groupId: number | null
  /** Its opening hours; null: the default schedule, if there is one. */
  scheduleId: number | null
  defaultLocale: string
  origins: string[]
  settings: WidgetSettings
  active: boolean
  /** Signing keys for verified login: ids only; the secret is shown once, when made. */
  signingKeys: { kid: string; createdAt: string }[]
  /** The snippet to copy. */
  snippet: string
}
export const SaveChannel = Type.Object({
  id: Type.Optional(Id),
  name: Type.String({ minLength: 1, maxLength: 60 }),
  brandId: Id,
  styleId: Id,
  groupId: Type.Union([Id, Type.Null()]),
  /** Left out: it keeps the one it has. */
  scheduleId: Type.Optional(Type.Union([Id, Type.Null()])),
  defaultLocale: Locale,
  /** Origins the widget may be shown on: `https://shop.example`, or `*`. */
  origins: Type.Array(Type.String({ pattern: '^(\\*|https?://[^/\\s;,\u0022\u0027]+)$', maxLength: 200 }), {
    maxItems: 50,
  }),
  settings: WidgetSettings,
  active: Type.Boolean(),
})
/** `channel.add_signing_key` → { kid, secret }; `channel.remove_signing_key`. */
export const ChannelRef = Type.Object({ channelId: Id })
export const SigningKeyRef = Type.Object({ channelId: Id, kid: Type.String({ maxLength: 40 }) })

/** The same as a conversation has it, with the reminders in all languages. */
export const StyleInactivity = Type.Object({
  steps: Type.Array(Type.Object({ ...quietStep, text: Texts }), { minItems: 1, maxItems: 3 }),
  endAfterMinutes: Type.Union([Type.Integer({ minimum: 0, maximum: 1440 }), Type.Null()]),
})
export type StyleInactivity = Static<typeof StyleInactivity>

export type StyleView = Omit<Style, 'inactivity' | 'endOnSolve'> & {
  inactivity: StyleInactivity | null
  endOnSolve: boolean
  active: boolean
  builtIn: boolean
  channels: number
}
export const SaveStyle = Type.Object({
  id: Type.Optional(Id),
  kind: StyleKind,
  name: Type.String({ minLength: 1, maxLength: 80 }),
  closeAfterSeconds: Type.Integer({ minimum: 0, maximum: 28 * 86_400 }),
  undoSeconds: Type.Integer({ minimum: 0, maximum: 60 }),
  /** Left out: as it was; null: nothing happens by itself. */
  inactivity: Type.Optional(Type.Union([StyleInactivity, Type.Null()])),
  endOnSolve: Type.Optional(Type.Boolean()),
  /** Off: not offered for channels, rules and conversations any more [CH10]. Left out: as it was. */
  active: Type.Optional(Type.Boolean()),
})
export type SaveStyle = Static<typeof SaveStyle>

/** A conversation that starts as this says gets that style; the first rule that holds counts, else the channel's own style. */
export const StyleRule = Type.Object({
  /** Given where it is saved; what has none is new. */
  id: Type.Optional(Id),
  title: Type.String({ minLength: 1, maxLength: 120 }),
  active: Type.Boolean(),
  styleId: Id,
  conditions: Conditions,
})
export type StyleRule = Static<typeof StyleRule>
export type StoredStyleRule = StyleRule & { id: number }
/** `conversation.set_style` → { before }: the style it had, for whoever takes it back. */
export const GiveStyle = Type.Object({ conversationId: Id, styleId: Id })

/** `style.choose`: all rules, in their order; `version`: the one being edited, another one's save is not overwritten. */
export const ChooseStyles = Type.Object({
  version: Type.Integer({ minimum: 1 }),
  rules: Type.Array(StyleRule, { maxItems: 50 }),
})
/** `GET /api/v1/style-choice`, with what conditions may ask when a conversation starts. */
export type StyleChoiceView = {
  version: number
  rules: StoredStyleRule[]
  fields: {
    name: string
    type: FieldType
    of: string | null
    options: readonly string[] | null
    operators: readonly Operator[]
    label: Readonly<Record<string, string>> | null
  }[]
}

/** `GET /api/v1/widget/config/:key?locale=` – public, cached 60 s. Texts are already in the chosen locale. */
export type WidgetConfig = {
  key: string
  name: string
  locale: string
  appearance: Static<typeof Appearance>
  title: string
  greeting: string
  expectation: string
  /** Whether somebody is there, as the line above says it: outside opening hours nobody is. */
  online: boolean
  askName: 'no' | 'optional' | 'required'
  askEmail: 'no' | 'optional' | 'required'
  attachments: boolean
  customerMayEnd: boolean
  afterEnd: 'keep' | 'replace'
  severalOpen: boolean
  maxFileBytes: number
  styleKind: StyleKind
  /** Whether tickets have fields that customers see or fill in. */
  fields: boolean
}
/** `POST /api/v1/widget/visitors` { key, locale?, timeZone? } → VisitorToken (contacts). All other widget calls carry `Authorization: Bearer TOKEN`. */

/** `conversation.start`: the first message of a new conversation. While one is open (and `severalOpen` is off) it joins that one. */
export const StartConversation = Type.Object({
  messageId: Uuid,
  content: Content,
  locale: Type.Optional(Locale),
  page: Type.Optional(
    Type.Object({ url: Type.String({ maxLength: 2000 }), title: Type.Optional(Type.String({ maxLength: 300 })) }),
  ),
  details: Type.Optional(
    Type.Object({
      name: Type.Optional(Type.String({ maxLength: 120 })),
      email: Type.Optional(Type.String({ maxLength: 254 })),
    }),
  ),
})
export type StartConversation = Static<typeof StartConversation>
export type ConversationStarted = { conversationId: number; messageId: string; position: number; at: string }

/** A line of the widget's list of conversations. */
export type WidgetConversation = {
  id: number
  preview: string
  previewBy: 'me' | 'agent' | 'bot' | 'system'
  agent: { id: number; name: string; photo: string | null } | null
  at: string
  unread: number
  /** Whether a message now goes on in this conversation, or starts a new one. */
  live: boolean
  ended: boolean
  position: number
  view: Pick<ConversationView, 'state' | 'session' | 'contactRead' | 'peopleRead'>
}
/** `data` of the visitor's `welcome`. */
export type VisitorWelcome = {
  contact: { id: number; name: string | null; email: string | null; signedIn: boolean }
  conversations: WidgetConversation[]
  /** For each head the client named: the events it misses, or null when it must read the thread anew. */
  missed: Record<string, EventView[] | null>
  online: boolean
  unread: number
}

export const refusals = {
  channel_not_found: 404,
  channel_inactive: 403,
  style_not_found: 404,
  style_in_use: 409,
  style_off: 409,
  style_built_in: 409,
  style_choice_invalid: 422,
  styles_changed_meanwhile: 409,
  details_required: 422,
  ending_off: 403,
  origin_not_allowed: 403,
  signing_keys_full: 409,
} as const
