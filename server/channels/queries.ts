import sql from 'sql-template-tag'
import type { StyleKind } from '../conversations/contract.ts'
import type { Tx } from '../platform/db.ts'
import type { StoredStyleRule, StyleInactivity, WidgetSettings } from './contract.ts'

export type Channel = {
  id: number
  kind: 'widget'
  key: string
  name: string
  brandId: number
  styleId: number
  groupId: number | null
  scheduleId: number | null
  defaultLocale: string
  origins: string[]
  settings: WidgetSettings
  active: boolean
}
const CHANNEL = `c.id, c.kind, c.key, c.name, c.brand_id as "brandId", c.style_id as "styleId", c.group_id as "groupId", c.schedule_id as "scheduleId",
  c.default_locale as "defaultLocale", c.origins, c.settings, c.active`

export const findChannel = (tx: Tx, id: number): Promise<Channel | null> =>
  tx.maybe<Channel>({
    name: 'channels.find',
    text: `select ${CHANNEL} from channels c where c.id = $1 and c.deleted_at is null`,
    values: [id],
  })
export const listChannels = (tx: Tx): Promise<Channel[]> =>
  tx.rows<Channel>({
    name: 'channels.list',
    text: `select ${CHANNEL} from channels c where c.deleted_at is null order by c.id`,
    values: [],
  })

export const insertChannel = (tx: Tx, channel: Omit<Channel, 'id'>): Promise<{ id: number }> =>
  tx.row(sql`insert into channels (kind, key, name, brand_id, style_id, group_id, schedule_id, default_locale, origins, settings, active)
             values (${channel.kind}, ${channel.key}, ${channel.name}, ${channel.brandId}, ${channel.styleId}, ${channel.groupId}, ${channel.scheduleId}, ${channel.defaultLocale},
                     ${channel.origins}, ${JSON.stringify(channel.settings)}, ${channel.active}) returning id`)
export const updateChannel = (tx: Tx, channel: Channel): Promise<number> =>
  tx.run(sql`update channels set name = ${channel.name}, brand_id = ${channel.brandId}, style_id = ${channel.styleId}, group_id = ${channel.groupId},
             schedule_id = ${channel.scheduleId}, default_locale = ${channel.defaultLocale}, origins = ${channel.origins}, settings = ${JSON.stringify(channel.settings)}, active = ${channel.active}
             where id = ${channel.id}`)

export const countUsing = async (tx: Tx, scheduleId: number): Promise<number> =>
  (
    await tx.row<{ n: number }>(
      sql`select count(*)::int as n from channels where schedule_id = ${scheduleId} and deleted_at is null`,
    )
  ).n

export type StoredStyle = {
  id: number
  kind: StyleKind
  name: string
  closeAfterSeconds: number
  undoSeconds: number
  inactivity: StyleInactivity | null
  endOnSolve: boolean
  /** Off: not offered any more. */
  active: boolean
  builtIn: boolean
  channels: number
}
const STYLE = sql`s.id, s.kind, s.name, s.close_after_seconds as "closeAfterSeconds", s.undo_seconds as "undoSeconds",
  s.inactivity, s.end_on_solve as "endOnSolve", s.active, s.built_in as "builtIn",
  (select count(*)::int from channels c where c.style_id = s.id and c.deleted_at is null) as channels`
export const listStyles = (tx: Tx): Promise<StoredStyle[]> =>
  tx.rows<StoredStyle>(sql`select ${STYLE} from styles s where s.deleted_at is null order by s.id`)
export const findStyle = (tx: Tx, id: number): Promise<StoredStyle | null> =>
  tx.maybe<StoredStyle>(sql`select ${STYLE} from styles s where s.id = ${id} and s.deleted_at is null`)
export const insertStyle = (tx: Tx, style: Omit<StoredStyle, 'id' | 'builtIn' | 'channels'>): Promise<{ id: number }> =>
  tx.row(sql`insert into styles (kind, name, close_after_seconds, undo_seconds, inactivity, end_on_solve, active)
             values (${style.kind}, ${style.name}, ${style.closeAfterSeconds}, ${style.undoSeconds}, ${jsonOf(style.inactivity)}, ${style.endOnSolve}, ${style.active}) returning id`)
export const updateStyle = (tx: Tx, style: Omit<StoredStyle, 'builtIn' | 'channels'>): Promise<number> =>
  tx.run(sql`update styles set kind = ${style.kind}, name = ${style.name}, close_after_seconds = ${style.closeAfterSeconds}, undo_seconds = ${style.undoSeconds},
             inactivity = ${jsonOf(style.inactivity)}, end_on_solve = ${style.endOnSolve}, active = ${style.active}
             where id = ${style.id}`)
const jsonOf = (inactivity: StyleInactivity | null): string | null =>
  inactivity === null ? null : JSON.stringify(inactivity)
export const hideStyle = (tx: Tx, id: number, at: Date): Promise<number> =>
  tx.run(sql`update styles set deleted_at = ${at} where id = ${id}`)

export type StyleChoice = { rules: StoredStyleRule[]; version: number }
export const findStyleChoice = (tx: Tx): Promise<StyleChoice> =>
  tx.row<StyleChoice>({ name: 'style_choice.find', text: 'select rules, version from style_choice', values: [] })
export const lockStyleChoice = (tx: Tx): Promise<StyleChoice> =>
  tx.row<StyleChoice>(sql`select rules, version from style_choice for update`)
export const updateStyleChoice = (tx: Tx, rules: readonly StoredStyleRule[]): Promise<number> =>
  tx.run(sql`update style_choice set rules = ${JSON.stringify(rules)}, version = version + 1`)

export type SigningKey = { kid: string; channelId: number; sealed: Buffer; createdAt: Date }
export const listSigningKeys = (tx: Tx): Promise<SigningKey[]> =>
  tx.rows<SigningKey>(
    sql`select kid, channel_id as "channelId", sealed, created_at as "createdAt" from signing_keys order by created_at`,
  )
export const findSigningKey = (tx: Tx, channelId: number, kid: string): Promise<SigningKey | null> =>
  tx.maybe<SigningKey>(
    sql`select kid, channel_id as "channelId", sealed, created_at as "createdAt" from signing_keys where channel_id = ${channelId} and kid = ${kid}`,
  )
export const insertSigningKey = (tx: Tx, key: SigningKey): Promise<number> =>
  tx.run(
    sql`insert into signing_keys (kid, channel_id, sealed, created_at) values (${key.kid}, ${key.channelId}, ${key.sealed}, ${key.createdAt})`,
  )
export const deleteSigningKey = (tx: Tx, channelId: number, kid: string): Promise<number> =>
  tx.run(sql`delete from signing_keys where channel_id = ${channelId} and kid = ${kid}`)

/** One start at a time for a contact: two tabs that write at once make one conversation. */
export const lockStartsOf = (tx: Tx, contactId: number): Promise<unknown> =>
  tx.rows({
    name: 'channels.lock_starts',
    text: 'select pg_advisory_xact_lock(hashtextextended($1, 11))',
    values: [`start:${contactId}`],
  })
