import { Type } from 'typebox'
import { findAnyConversation, isOwn, THREAD_PAGE, threadBefore, threadHead } from '../conversations/index.ts'
import { anyoneOnline } from '../identity/index.ts'
import type { Tx } from '../platform/db.ts'
import type { StoredEvent } from '../platform/events/event-type.ts'
import { type Read, read } from '../platform/http/read.ts'
import type { EventView } from '../platform/protocol.ts'
import { type Actor, may } from '../platform/pure/actor.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import { Id } from '../platform/pure/schemas.ts'
import type { ScheduleDirectory } from '../schedules/index.ts'
import { operatorsOf } from '../platform/pure/conditions/field.ts'
import { startFields } from './choose-style.ts'
import type { ChannelView, StyleChoiceView, StyleView, WidgetConfig } from './contract.ts'
import type { ChannelDirectory } from './directory.ts'
import { expectationOf, standingOf } from './expectation.ts'
import { isAllowedOrigin } from './model.ts'
import { maySeeChannels } from './policy.ts'
import { findStyle, findStyleChoice, listChannels, listSigningKeys, listStyles } from './queries.ts'
import { listWidgetConversations } from './widget-conversations.ts'

export type ReadParts = {
  directory: ChannelDirectory
  schedules: Pick<ScheduleDirectory, 'scheduleFor'>
  publicUrl: string
  maxFileBytes: number
  /** Whether tickets have fields that customers see. */
  tellsFields(): boolean
  view(event: StoredEvent, audience: 'user' | 'visitor'): EventView | null
  nameAgent(userId: number): { name: string; alias: string | null; photo: string | null }
}

const offered: StyleChoiceView['fields'] = [...startFields.values()].map((field) => ({
  name: field.name,
  type: field.type,
  of: field.of ?? null,
  options: field.options ?? null,
  operators: operatorsOf(field, 'start'),
  label: null,
}))

const isVisitor = (actor: Actor): boolean => actor.kind === 'visitor'

export function channelReads(parts: ReadParts): Read[] {
  return [
    read(
      '/api/v1/widget/config/:key',
      {
        params: Type.Object({ key: Type.String({ maxLength: 60 }) }),
        query: Type.Object({
          locale: Type.Optional(Type.String({ maxLength: 20 })),
          /** The reader's, in which times are said. */
          timeZone: Type.Optional(Type.String({ maxLength: 64 })),
        }),
        may: () => true,
        about: 'How a widget looks and what it says. Public.',
        cacheSeconds: 60,
      },
      ({ db, now, params, query, origin }) => widgetConfig(parts, db, { key: params.key, now, origin, ...query }),
    ),
    read(
      '/api/v1/widget/conversations',
      { may: isVisitor, about: "The contact's own conversations." },
      async ({ db, actor }) => {
        if (actor.kind !== 'visitor') return []
        return (await listWidgetConversations(parts, db, [actor.contactId])).get(actor.contactId) ?? []
      },
    ),
    read(
      '/api/v1/widget/conversations/:id/thread',
      {
        params: Type.Object({ id: Id }),
        query: Type.Object({
          before: Type.Optional(Id),
          limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
        }),
        may: isVisitor,
        about: "A page of one of the contact's own threads.",
      },
      async ({ db, actor, params, query }) => {
        const conversation = await findAnyConversation(db, params.id)
        if (conversation === null || !isOwn(actor, conversation)) throw new Refusal('conversation_not_found')
        const limit = query.limit ?? THREAD_PAGE
        const [head, events] = await Promise.all([
          threadHead(db, params.id),
          threadBefore(db, params.id, query.before ?? null, 'visitor', limit),
        ])
        return {
          events: events.flatMap((event) => parts.view(event, 'visitor') ?? []),
          position: head.publicPosition,
          hasEarlier: (events[0]?.publicPosition ?? 1) > 1,
        }
      },
    ),
    read('/api/v1/channels', { may: maySeeChannels, about: 'The channels.' }, ({ db, actor }) =>
      listChannelViews(parts.publicUrl, db, actor),
    ),
    read(
      '/api/v1/styles',
      { may: maySeeChannels, about: 'The conversation styles.' },
      async ({ db }): Promise<StyleView[]> => listStyles(db),
    ),
    read(
      '/api/v1/style-choice',
      { may: maySeeChannels, about: 'Which style conversations get, by conditions, and what those may ask.' },
      async ({ db }): Promise<StyleChoiceView> => ({ ...(await findStyleChoice(db)), fields: offered }),
    ),
  ]
}

/** As they are stored: whoever has just saved one finds it. */
async function listChannelViews(publicUrl: string, db: Tx, actor: Actor): Promise<ChannelView[]> {
  const [channels, keys] = await Promise.all([
    listChannels(db),
    may(actor, 'channels.manage') ? listSigningKeys(db) : [],
  ])
  return channels.map((channel) => ({
    ...channel,
    signingKeys: keys
      .filter((key) => key.channelId === channel.id)
      .map((key) => ({ kid: key.kid, createdAt: key.createdAt.toISOString() })),
    snippet: `<script async src="${publicUrl}/widget.js" data-channel="${channel.key}"></script>`,
  }))
}

type Asked = { key: string; now: Date; origin: string | null; locale?: string; timeZone?: string }

/** A page that may not show the widget is told so at once: the launcher would open on nothing [CH2]. */
async function widgetConfig(parts: ReadParts, db: Tx, asked: Asked): Promise<WidgetConfig> {
  const { key, now, origin, locale: wanted, timeZone } = asked
  const channel = parts.directory.byKey(key)
  if (channel === undefined) throw new Refusal('channel_not_found')
  if (!channel.active) throw new Refusal('channel_inactive')
  if (origin !== null && origin !== new URL(parts.publicUrl).origin && !isAllowedOrigin(channel.origins, origin))
    throw new Refusal('origin_not_allowed', { origin })
  const { settings } = channel
  const locale = localeOf(Object.keys(settings.greeting), wanted, channel.defaultLocale)
  const say = (texts: Record<string, string>) =>
    texts[locale] ?? texts[channel.defaultLocale] ?? Object.values(texts)[0] ?? ''
  const [online, style] = await Promise.all([anyoneOnline(db), findStyle(db, channel.styleId)])
  const asks = { settings, hours: parts.schedules.scheduleFor(channel.scheduleId), online, now }
  return {
    key,
    name: channel.name,
    locale,
    appearance: settings.appearance,
    title: say(settings.title),
    greeting: say(settings.greeting),
    expectation: await expectationOf({ ...asks, say, reader: { locale, region: wanted, timeZone } }),
    online: standingOf(asks) === 'online',
    askName: settings.askName,
    askEmail: settings.askEmail,
    attachments: settings.attachments,
    customerMayEnd: settings.customerMayEnd,
    afterEnd: settings.afterEnd,
    severalOpen: settings.severalOpen,
    maxFileBytes: parts.maxFileBytes,
    styleKind: style?.kind ?? 'social_messaging',
    fields: parts.tellsFields(),
  }
}

/** The wanted language if the channel speaks it (`fr-CA` finds `fr`), else its default. */
function localeOf(spoken: readonly string[], wanted: string | undefined, fallback: string): string {
  if (wanted === undefined) return fallback
  const language = wanted.split('-')[0]?.toLowerCase()
  return spoken.find((each) => each === wanted) ?? spoken.find((each) => each === language) ?? fallback
}
