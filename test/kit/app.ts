import { mkdtemp, rm } from 'node:fs/promises'
import type { AddressInfo } from 'node:net'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { type App, createApp } from '../../server/app.ts'
import { defaultWidgetSettings } from '../../server/channels/index.ts'
import type { WidgetSettings } from '../../server/channels/contract.ts'
import { authenticateVisitor, openVisitor } from '../../server/contacts/index.ts'
import type { StyleKind } from '../../server/conversations/contract.ts'
import type { BuiltInRole } from '../../server/identity/contract.ts'
import { createUserAuthentication } from '../../server/identity/index.ts'
import { clock } from '../../server/platform/clock.ts'
import type { StoredEvent } from '../../server/platform/events/event-type.ts'
import { createLogger } from '../../server/platform/log.ts'
import type { Actor, UserActor, VisitorActor } from '../../server/platform/pure/actor.ts'
import { Refusal } from '../../server/platform/pure/refusal.ts'
import { readSettings } from '../../server/platform/settings.ts'
import { setTimer } from '../../server/platform/timers/timer.ts'
import { connectLive, type LiveClient } from './client.ts'
import { createTestDatabase, type TestDatabase, whenDone } from './database.ts'
import { known } from './known.ts'
import { insertUser } from './people.ts'

export type Agent = UserActor & { token: string }
export type Visitor = VisitorActor & { token: string }
export type Person = Agent | Visitor | Actor

export type ChannelOptions = {
  style?: StyleKind
  closeAfterSeconds?: number
  undoSeconds?: number
  groupId?: number | null
  settings?: Partial<WidgetSettings>
}

export type TestApp = Awaited<ReturnType<typeof startApp>>
type Environment = Record<string, string>

let shared: Promise<TestApp> | undefined
/** The whole application on a database of its own; one for all tests of a file. */
export const testApp = (): Promise<TestApp> => (shared ??= startApp())

/** People of one database have addresses of their own, whichever node makes them. */
let nodes = 0

const NO_LIMITS: Environment = {
  LIMIT_MESSAGES_PER_SECOND: '0',
  LIMIT_CONVERSATIONS_PER_HOUR: '0',
  LIMIT_VISITORS_PER_HOUR: '0',
  LIMIT_UPLOAD_MB_PER_HOUR: '0',
  LIMIT_CONNECTIONS_PER_ADDRESS: '0',
}

/**
 * Everything one node runs: HTTP and sockets on a free port, timers, log reader. Ends with the file's tests. Given the
 * database of another one, it is a second node.
 */
export async function startApp(environment: Environment = {}, shared?: TestDatabase) {
  const database = shared ?? (await createTestDatabase())
  const folder = await mkdtemp(path.join(tmpdir(), 'causerie-app-'))
  const settings = readSettings({
    PORT: '0',
    CAUSERIE_DATA: folder,
    DATABASE_CONNECTIONS: '12',
    ...NO_LIMITS,
    ...environment,
  })
  const log = createLogger(environment.LOG_LEVEL ?? 'silent')
  const app: App = await createApp({
    databaseUrl: database.url,
    settings,
    key: Buffer.alloc(32, 7),
    log,
    version: 'test',
  })
  await app.http.listen({ host: '127.0.0.1', port: 0 })
  const { port } = known<AddressInfo>(app.http.server.address())
  const users = createUserAuthentication({ db: app.db, bus: app.bus })
  const told: StoredEvent[] = []
  app.bus.subscribe((_, message) => told.push(known<StoredEvent>(message)))
  const clients: LiveClient[] = []
  let count = shared === undefined ? 0 : (nodes += 1_000)

  const stop = async () => {
    await Promise.all(clients.map((client) => client.close()))
    users.stop()
    await app.stop()
    if (shared === undefined) await database.drop()
    await rm(folder, { recursive: true, force: true })
  }
  whenDone(stop)

  return {
    ...app,
    database,
    databaseUrl: database.url,
    port,
    told,
    agent,
    visitor,
    channel,
    administrator,
    as,
    live,
    lastEvent,
    later,
    ask,
  }

  /** Somebody of this role who has joined and is signed in. */
  async function agent(role: BuiltInRole = 'agent', groups: number[] = [1]): Promise<Agent> {
    const made = await insertUser(app.db, `${role}-${(count += 1)}`, role, groups)
    // Tests let weeks pass.
    await app.db.run({
      name: 'test.login_life',
      text: `update logins set expires_at = now() + interval '10 years' where user_id = $1`,
      values: [made.userId],
    })
    app.bus.publish('account', {})
    return made
  }

  async function administrator(): Promise<Agent> {
    return agent('administrator', [])
  }

  /** A browser that has opened the widget of a channel. */
  async function visitor(channelId?: number): Promise<Visitor> {
    const opening = { channelId: channelId ?? (await channel()), locale: 'en', timeZone: null, userAgent: undefined }
    const { token } = await app.engine.transact((ctx) => openVisitor(ctx, opening))
    const actor = await authenticateVisitor(app.db, token)
    if (actor === null) throw new Error('a new visitor is not known')
    return { ...actor, token }
  }

  /** A widget whose conversations have this style. */
  async function channel(options: ChannelOptions = {}): Promise<number> {
    const {
      style = 'live_chat_returning',
      closeAfterSeconds = 3_600,
      undoSeconds = 0,
      groupId = 1,
      settings: own,
    } = options
    const admin = as(await administrator())
    const { id: styleId } = await admin.run<{ id: number }>('style.save', {
      kind: style,
      name: style,
      closeAfterSeconds,
      undoSeconds,
    })
    const saved = await admin.run<{ id: number }>('channel.save', {
      name: `Widget ${(count += 1)}`,
      brandId: 1,
      styleId,
      groupId,
      defaultLocale: 'en',
      origins: ['*'],
      settings: { ...defaultWidgetSettings, ...own },
      active: true,
    })
    return saved.id
  }

  function as(person: Person) {
    return {
      /** Runs a command with the rights of this moment; what it gives is the caller's to know. */
      async run<T = unknown>(name: string, input: unknown, key?: string): Promise<T> {
        return known<T>(await app.engine.execute(await actorOf(person), name, input, key))
      },
      async get<T = unknown>(where: string, query: Record<string, string> = {}): Promise<T> {
        const answer = await ask(person, 'GET', `${where}?${new URLSearchParams(query)}`)
        const body = known<{ code: string; details?: Record<string, unknown> }>(answer.json())
        if (answer.statusCode >= 400) throw new Refusal(body.code, body.details)
        return known<T>(body)
      },
    }
  }

  async function actorOf(person: Person): Promise<Actor> {
    if (!('token' in person)) return person
    const actor =
      person.kind === 'user'
        ? await users.authenticateUser(person.token)
        : await authenticateVisitor(app.db, person.token)
    if (actor === null) throw new Error('not signed in any more')
    return actor
  }

  /** One HTTP request as the browser of this person makes it. */
  function ask(
    person: Person | null,
    method: 'GET' | 'POST' | 'PUT' | 'DELETE',
    url: string,
    payload?: string | object,
    headers: Record<string, string> = {},
  ) {
    const who: Record<string, string> =
      person === null || !('token' in person)
        ? {}
        : person.kind === 'user'
          ? { cookie: `causerie_session=${person.token}`, 'x-causerie': '1' }
          : { authorization: `Bearer ${person.token}` }
    return app.http.inject({
      method,
      url,
      headers: { ...who, ...headers },
      ...(payload === undefined ? {} : { payload }),
    })
  }

  /** A live connection over a real socket; closed after the file's tests. */
  async function live(person: Agent | Visitor, heads?: Record<string, number>): Promise<LiveClient> {
    const client =
      person.kind === 'user'
        ? await connectLive(port, { as: 'user' }, person.token)
        : await connectLive(port, { as: 'visitor', token: person.token, ...(heads === undefined ? {} : { heads }) })
    clients.push(client)
    return client
  }

  function lastEvent(stream: string): StoredEvent {
    const found = told.findLast((event) => event.stream === stream)
    if (found === undefined) throw new Error(`nothing was told on ${stream}`)
    return found
  }

  /** Lets time pass for the whole process, and lets what is due happen. */
  async function later(seconds: number): Promise<void> {
    const from = clock.now
    clock.now = () => new Date(from().getTime() + seconds * 1000)
    whenDone(async () => {
      clock.now = from
    })
    await app.engine.transact(async (ctx) => setTimer(ctx, 'test', 'test.nudge', new Date(0)))
    while (
      (await app.db.rows({ name: 'test.due', text: 'select from timers where due_at <= $1', values: [clock.now()] }))
        .length > 0
    )
      await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
