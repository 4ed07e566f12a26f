import * as contacts from '../../server/contacts/index.ts'
import * as identity from '../../server/identity/index.ts'
import type { BuiltInRole } from '../../server/identity/contract.ts'
import { type Bus, inProcessBus } from '../../server/platform/bus.ts'
import type { Command } from '../../server/platform/commands/command.ts'
import { createEngine, type Engine } from '../../server/platform/commands/engine.ts'
import type { Reaction } from '../../server/platform/commands/reaction.ts'
import { type Database, openDatabase } from '../../server/platform/db.ts'
import type { AnyEventType, StoredEvent } from '../../server/platform/events/event-type.ts'
import { events as mail } from '../../server/platform/mail/events.ts'
import { createPost, type Post } from '../../server/platform/mail/post.ts'
import { createSealing } from '../../server/platform/sealing.ts'
import { hashToken, secret } from '../../server/platform/ids.ts'
import { createLogger } from '../../server/platform/log.ts'
import { createMetrics } from '../../server/platform/metrics.ts'
import type { Actor, UserActor, VisitorActor } from '../../server/platform/pure/actor.ts'
import { Refusal } from '../../server/platform/pure/refusal.ts'
import { createTestDatabase, whenDone } from './database.ts'
import { known } from './known.ts'

/** Identity and contacts with a real database and nothing to their right. */
export type People = {
  db: Database
  bus: Bus
  engine: Engine
  /** All events told so far, oldest first. */
  events: StoredEvent[]
  /** The latest event of this type. */
  last(type: string): StoredEvent | undefined
  /** Runs a command; what it gives is the caller's to know. */
  as(actor: Actor): { run<T = unknown>(name: string, input: unknown, key?: string): Promise<T> }
  /** Somebody of this role who has joined and is signed in. */
  user(role: BuiltInRole, groups?: number[]): Promise<UserActor & { token: string }>
  /** A browser with a token, and its contact. */
  visitor(): Promise<VisitorActor & { token: string }>
}

type Extra = { post?: Post; commands?: Command[]; reactions?: Reaction[]; eventTypes?: readonly AnyEventType[] }

const key = Buffer.alloc(32, 7)
/** No mail server is set. */
export const noPost = createPost({ settings: null, publicUrl: 'http://localhost', sealing: createSealing(key), key })

/** For one test file; closed and dropped after it. */
export async function startPeople(extra: Extra = {}): Promise<People> {
  const database = await createTestDatabase()
  const db = openDatabase(database.url, { max: 8 })
  const bus = inProcessBus()
  const events: StoredEvent[] = []
  bus.subscribe((_, message) => events.push(known<StoredEvent>(message)))
  const engine = createEngine({
    db,
    bus,
    log: createLogger('silent'),
    metrics: createMetrics(),
    commands: known<Command[]>([
      ...identity.commands(extra.post ?? noPost),
      ...contacts.commands,
      ...(extra.commands ?? []),
    ]),
    eventTypes: [...mail, ...identity.events, ...contacts.events, ...(extra.eventTypes ?? [])],
    stages: [],
    reactions: [...contacts.reactions, ...(extra.reactions ?? [])],
    settlers: [],
    warmers: {},
    reach: async () => new Set(),
  })
  whenDone(async () => {
    await db.close()
    await database.drop()
  })
  let count = 0
  return {
    db,
    bus,
    engine,
    events,
    last: (type) => events.findLast((event) => event.type === type),
    as: (actor) => ({
      run: async <T>(name: string, input: unknown, key?: string) =>
        known<T>(await engine.execute(actor, name, input, key)),
    }),
    user: (role, groups = []) => insertUser(db, `${role}-${(count += 1)}`, role, groups),
    async visitor() {
      const opening = { channelId: 1, locale: 'en', timeZone: 'Europe/Paris', userAgent: undefined }
      const { token } = await engine.transact((ctx) => contacts.openVisitor(ctx, opening))
      const actor = await contacts.authenticateVisitor(db, token)
      if (actor === null) throw new Error('a new visitor is not known')
      return { ...actor, token }
    },
  }
}

type UserRow = { id: number; permissions: string[]; scope: UserActor['scope'] }

export async function insertUser(
  db: Database,
  name: string,
  role: BuiltInRole,
  groups: number[],
): Promise<UserActor & { token: string }> {
  const user = await db.row<UserRow>({
    text: `with r as (select * from roles where key = $1), u as (
             insert into users (email, name, role_id, joined_at) select $2 || '@example.com', $2, r.id, now() from r returning id
           ) select u.id, r.permissions, r.scope from u, r`,
    name: 'test.user',
    values: [role, name],
  })
  await db.run({
    name: 'test.members',
    text: 'insert into group_members (group_id, user_id) select unnest($1::bigint[]), $2',
    values: [groups, user.id],
  })
  const token = secret()
  const login = await db.row<{ id: number }>({
    name: 'test.login',
    text: `insert into logins (user_id, token_hash, expires_at) values ($1, $2, now() + interval '1 day') returning id`,
    values: [user.id, hashToken(token)],
  })
  const { id: userId, permissions, scope } = user
  return { kind: 'user', userId, loginId: login.id, name, permissions: new Set(permissions), scope, groups, token }
}

/** For `assert.rejects`: refused with this code, and nothing else. */
export const refused =
  (code: string, details: Record<string, unknown> = {}) =>
  (error: unknown): boolean =>
    error instanceof Refusal &&
    error.code === code &&
    Object.entries(details).every(([field, value]) => JSON.stringify(error.details?.[field]) === JSON.stringify(value))
