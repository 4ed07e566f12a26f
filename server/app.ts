// reason: the composition of one node, in one place.
import type { FastifyInstance } from 'fastify'
import * as channels from './channels/index.ts'
import { commands } from './commands.ts'
import * as contacts from './contacts/index.ts'
import { createExaminer, createFileStore, type FileStore } from './conversations/files/index.ts'
import { countConversations } from './conversations/index.ts'
import { openDirectories } from './directories.ts'
import { eventTypes } from './events.ts'
import * as identity from './identity/index.ts'
import { followRights } from './follow-rights.ts'
import { greeter } from './greet.ts'
import { admitCall, limits } from './limits.ts'
import { inProcessBus, type Bus } from './platform/bus.ts'
import { clock } from './platform/clock.ts'
import { createEngine, type Engine } from './platform/commands/engine.ts'
import { type Database, openDatabase } from './platform/db.ts'
import { createRoster } from './platform/live/roster.ts'
import { readByPath } from './platform/http/read-by-path.ts'
import { closeHttp } from './platform/http/close-http.ts'
import { createHttp } from './platform/http/server.ts'
import { createHub, type Hub } from './platform/live/hub.ts'
import { createLive } from './platform/live/live.ts'
import { logEnd, readLog } from './platform/live/log-reader.ts'
import { createPresence } from './platform/live/presence.ts'
import { serveStreamed } from './platform/live/streamed.ts'
import { serveWebSocket } from './platform/live/websocket.ts'
import { clientAddress } from './platform/limits/address.ts'
import { createGuard } from './platform/limits/guard.ts'
import { createPost, type Post } from './platform/mail/post.ts'
import { createHandOver, type HandOver } from './platform/mail/smtp.ts'
import type { Logger } from './platform/log.ts'
import { createMetrics } from './platform/metrics.ts'
import { createSealing, type Sealing } from './platform/sealing.ts'
import type { Settings } from './platform/settings.ts'
import { runTimers } from './platform/timers/run-timers.ts'
import { reactions, timers, warmers } from './reactions.ts'
import { statusOf } from './refusals.ts'
import { authenticator, conversationOf, factsOf, ownOrigin } from './requests.ts'
import * as routing from './routing/index.ts'
import * as rules from './rules/index.ts'
import { serveRoutes } from './routes.ts'
import * as schedules from './schedules/index.ts'
import * as surveys from './surveys/index.ts'
import * as tickets from './tickets/index.ts'
import * as transfer from './transfer/index.ts'
import { describeRefusal } from './texts.ts'

export type AppParts = {
  databaseUrl: string
  settings: Settings
  key: Buffer
  log: Logger
  version: string
  /** How many servers share the database; undefined: it is this one's alone. */
  nodes?: (() => Promise<number>) | undefined
}
export type App = {
  http: FastifyInstance
  engine: Engine
  db: Database
  bus: Bus
  hub: Hub
  viewCounts: tickets.ViewCounts
  counts: tickets.LiveCounts
  store: FileStore
  post: Post
  sealing: Sealing
  /** Null: no mail server is set. */
  handOver: HandOver | null
  /** Files that are in use without belonging to a message: logos. */
  keptFiles: () => string[]
  reloadChannels(): Promise<void>
  reloadPeople(): Promise<void>
  reloadRules(): Promise<void>
  /** Rules that have just broken are tried again at once. */
  forgetFailures(): void
  reloadSchedules(): Promise<void>
  reloadWebhooks(): Promise<void>
  /** Whether webhooks may go to addresses of this machine and its networks. */
  privateWebhooks: boolean
  surveys: Pick<surveys.SurveyDirectory, 'load' | 'find'>
  reloadViews(): Promise<void>
  reloadSla(): Promise<void>
  reloadRouting(): Promise<void>
  /** The demo tells how work was given in a week that is past. */
  router: Pick<routing.Router, 'tellPast'>
  /** Whose desks are heard of. */
  leases: routing.Leases
  stop(): Promise<void>
}

const SEEN_EACH_MS = 5_000

/** The composition of one node: everything is made here, from static lists, and nothing looks anything up by itself. */
export async function createApp({ databaseUrl, settings, key, log, version, nodes }: AppParts): Promise<App> {
  const metrics = createMetrics()
  const bus = await openBus(settings, { key, log, metrics })
  const sealing = createSealing(key)
  const post = createPost({ settings: settings.mail, publicUrl: settings.publicUrl, sealing, key })
  const db = openDatabase(databaseUrl, {
    max: settings.databaseConnections,
    onError: (error) => log.warn({ reason: error.message }, 'a database connection was lost'),
  })
  // A connection that breaks while it is used tells its query and itself: unheard, the second would end the process.
  db.pool.on('connect', (client) => client.on('error', () => {}))
  // Before all that is read into memory: what changes from here on is heard by the bus, or read from the log.
  const began = await logEnd(db)
  const all = await openDirectories({ db, bus, log })
  const { people, users, directory, hours, definitions, asked, fields } = all
  const { triggers, views, service, endpoints, routes, failures, clocksOfRules, hoursOf } = all
  if (!(await tickets.hasTrigrams(db)))
    log.warn('the database has no pg_trgm: the search finds names by their beginnings only, not with typing errors')

  const hub = createHub({ bus, eventTypes, nameAgent: people.nameAgent, metrics })
  const leases = routing.keepLeases({ db, hub, log })
  const board = routing.createAgentBoard({ db, bus, hub, log })
  const supervisors = routing.createSupervisors({ db, directory: routes, board, log })
  const roster = createRoster(bus)
  const presence = createPresence({
    hub,
    bus,
    roster,
    nameAgent: people.nameAgent,
    now: clock.now,
    onContact: (contactId) => lists.touchContact(contactId),
  })
  const around = { isOnline: presence.isOnline, channelOf: directory.channelOf, page: presence.page }
  const viewCounts = tickets.createViewCounts({ db, log, directory: views })
  const lists = tickets.createLiveLists({ db, log, around, views })
  const counts = tickets.createLiveCounts({ db, log, desks: hub.connections, views: viewCounts })
  const tellInbox = (changes: readonly tickets.InboxChange[]) => {
    lists.take(changes)
    counts.take(changes)
  }
  const others = tickets.followOthers({ bus, db, log, tell: tellInbox })
  views.onChange(() => {
    lists.touchViews()
    viewCounts.reset()
  })
  views.onRename(lists.touchGrouped)
  const unreadParts = { post, directory, nameAgent: people.nameAgent }
  const engine = createEngine({
    db,
    bus,
    log,
    metrics,
    commands: commands({ sealing, post, fields, clocks: clocksOfRules, routes }),
    eventTypes,
    reactions: [
      ...reactions,
      ...channels.unreadReactions(unreadParts),
      ...surveys.surveyReactions(asked),
      ...routing.reactions(routes),
      ...rules.webhookReactions(endpoints),
      ...identity.reactions(post),
      ...rules.reactions({ directory: triggers, wake: () => replanning.wake() }),
      ...tickets.slaReactions({ directory: service, wake: () => recalculation.wake() }),
    ],
    stages: [
      rules.noteMacros(triggers),
      rules.runMessagingTriggers({ directory: triggers, failures, clocks: clocksOfRules }),
      rules.runTriggers({ directory: triggers, failures, clocks: clocksOfRules }),
      tickets.measureSla(service),
      routing.followTickets(routes),
      rules.planChecks(triggers, clocksOfRules),
    ],
    settlers: [
      routing.settleLoads(routes, bus),
      tickets.settleTickets((changes) => {
        others.take(changes)
        tellInbox(changes)
      }),
    ],
    warmers,
    reach: tickets.reachOf,
    atHand: new Map([
      tickets.directoryEntry(definitions),
      rules.toolsEntry({ post, surveys: asked, webhooks: endpoints, routing: routes, hoursOf }),
    ]),
  })

  failures.attach(engine)
  const replanning = rules.createReplanning({
    db,
    engine,
    directory: triggers,
    clocks: clocksOfRules,
    refresh: () => Promise.all([hours.load(), directory.load(), definitions.load().then(triggers.load)]),
    log,
  })

  const recalculation = tickets.createSlaRecalculation({
    db,
    engine,
    directory: service,
    refresh: () => Promise.all([hours.load(), directory.load(), definitions.load().then(service.load)]),
    log,
  })

  const readParts = {
    directory,
    schedules: hours,
    publicUrl: settings.publicUrl,
    maxFileBytes: settings.maxFileBytes,
    tellsFields: () => tickets.tellsContacts(definitions.current()),
    view: hub.view,
    nameAgent: people.nameAgent,
  }
  const ticketParts = {
    db,
    views,
    around,
    mailIsOn: post.isOn,
    counts,
    view: hub.view,
    viewers: presence.viewers,
    nameAgent: people.nameAgent,
  }
  const reads = [
    ...identity.reads(post),
    ...schedules.reads,
    ...contacts.reads({ isOnline: presence.isOnline, page: presence.page, countConversations }),
    ...tickets.ticketReads(ticketParts),
    ...tickets.viewReads(fields),
    ...tickets.slaReads(fields),
    ...tickets.searchReads({ db, around, channels: directory.all }),
    ...channels.channelReads(readParts),
    ...surveys.surveyReads,
    ...routing.routingReads(fields),
    ...rules.webhookReads,
    ...rules.ruleReads(fields),
    ...transfer.reads(sealing),
  ]
  const authenticate = authenticator({ db, users, publicUrl: settings.publicUrl })

  const guard = createGuard(limits(settings))
  const store = createFileStore(settings.dataFolder)
  const examiner = createExaminer()
  const keptFiles = () => directory.all().flatMap((channel) => channel.settings.appearance.logo ?? [])
  const http = await createHttp({
    engine,
    db,
    log,
    metrics,
    reads,
    actorOf: authenticate,
    statusOf,
    describeError: describeRefusal,
    trustedProxies: settings.trustedProxies,
    secure: settings.publicUrl.startsWith('https:'),
    version,
    guard,
    ready: async () => ({ database: await answers(db), bus: bus.ready(), nodes: await countNodes(nodes) }),
  })
  const live = createLive({
    db,
    bus,
    hub,
    engine,
    log,
    metrics,
    describeError: describeRefusal,
    guard,
    greet: greeter({ db, users, presence, readParts, leases }),
    readPath: readByPath(reads, db),
    requireJoin: async (actor, topic) =>
      void (await tickets.requireConversation(db, actor, conversationOf(actor, topic))),
    async join(actor, topic, since) {
      const id = conversationOf(actor, topic)
      const answer = await tickets.joinConversation(ticketParts, db, actor, id, since)
      presence.follow(id, answer.contactId)
      return answer
    },
    watch: (connection, frame) =>
      frame.view === routing.SUPERVISION ? supervisors.watch(connection, frame.id) : lists.watch(connection, frame),
    unwatch(connection, id) {
      lists.unwatch(connection, id)
      supervisors.unwatch(connection, id)
    },
    ephemeral: (connection, frame) => presence.take(connection, frame),
    touch: leases.touch,
  })
  serveStreamed(http, {
    live,
    bus,
    facts: (request) => factsOf(request, request.ip),
    originAllowed: (request) => ownOrigin(request, settings.publicUrl),
  })
  http.addHook('onRequest', async (request) => admitCall(guard)(request))
  await serveRoutes({
    http,
    db,
    engine,
    settings,
    post,
    sealing,
    directory,
    authenticate,
    guard,
    store,
    examiner,
    keptFiles,
    view: hub.view,
    nameAgent: people.nameAgent,
  })
  const sockets = serveWebSocket(http.server, {
    live,
    facts: (request) => factsOf(request, clientAddress(request, settings.trustedProxies)),
    originAllowed: (request) => ownOrigin(request, settings.publicUrl),
  })

  const rights = followRights({ bus, hub })
  const reader = readLog({ db, bus, hub, log, metrics, told: engine.told, from: began })
  const handlers = {
    ...timers,
    ...channels.unreadTimers(unreadParts),
    ...surveys.surveyTimers({ post, sealing, directory: asked }),
    ...tickets.slaTimers(service),
    ...routing.timers(routes),
    ...rules.timers({ directory: triggers, clocks: clocksOfRules, failures }),
  }
  const clocks = runTimers({ db, engine, log, metrics, handlers })
  const router = routing.runRouter({ db, bus, engine, directory: routes, log })
  const waits = routing.tellWaits({
    db,
    bus,
    hub,
    directory: routes,
    log,
    tells: directory.tells,
    away: channels.awayLine({ directory, schedules: hours }),
  })
  const index = tickets.indexLog({ db, log })
  const seen = setInterval(() => void contacts.touchContacts(db, presence.takeSeen()).catch(() => {}), SEEN_EACH_MS)

  return {
    http,
    engine,
    db,
    bus,
    hub,
    counts,
    viewCounts,
    store,
    post,
    sealing,
    handOver: settings.mail === null ? null : createHandOver(settings.mail, (id) => store.pathOf(id, false)),
    keptFiles,
    reloadChannels: directory.load,
    reloadPeople: people.load,
    reloadRules: triggers.load,
    reloadViews: views.load,
    forgetFailures: failures.forget,
    reloadSchedules: hours.load,
    surveys: asked,
    reloadWebhooks: endpoints.load,
    privateWebhooks: settings.privateWebhooks,
    reloadSla: service.load,
    reloadRouting: routes.load,
    router,
    leases,
    async stop() {
      clearInterval(seen)
      rights.stop()
      reader.stop()
      others.stop()
      roster.stop()
      sockets.close()
      lists.stop()
      counts.stop()
      live.stop()
      await Promise.all([
        clocks.stop(),
        index.stop(),
        replanning.stop(),
        recalculation.stop(),
        router.stop(),
        waits.stop(),
      ])
      leases.stop()
      supervisors.stop()
      board.stop()
      await closeHttp(http)
      examiner.stop()
      all.stop()
      hub.close()
      await bus.close()
      await db.close()
    },
  }
}

/** The client of NATS is loaded where there is one. */
async function openBus(
  { nats }: Settings,
  parts: { key: Buffer; log: Logger; metrics: ReturnType<typeof createMetrics> },
): Promise<Bus> {
  if (nats !== null) return (await import('./platform/nats/nats-bus.ts')).natsBus({ ...parts, address: nats })
  parts.metrics.busUp.set(1)
  return inProcessBus(parts.log)
}

/** One that cannot be asked is there all the same. */
const countNodes = async (nodes: AppParts['nodes']): Promise<number> => (await nodes?.().catch(() => 1)) || 1

async function answers(db: Database): Promise<boolean> {
  try {
    await db.rows({ name: 'ready', text: 'select 1', values: [] })
    return true
  } catch {
    return false
  }
}
