import { readFileSync } from 'node:fs'
import { connect, type ConnectionOptions, type NatsConnection } from '@nats-io/transport-node'
import type { Logger } from '../log.ts'
import { pause } from '../pause.ts'
import type { NatsAddress } from './address.ts'

/** Why a packet was not sent: there is no line, NATS takes no more for now, or none so large. */
export type Dropped = 'down' | 'slow' | 'large'

export type Line = {
  /** Sends, or says why not; never waits and never keeps what it does not send. */
  send(text: string): Dropped | null
  isUp(): boolean
  close(): Promise<void>
}

type Parts = {
  address: NatsAddress
  subject: string
  onPacket(text: string): void
  onState(isUp: boolean): void
  log: Logger
}

/** So much may be under way to NATS without its word that it came. */
const MOST_UNCONFIRMED = 8 * 1024 * 1024
const CONFIRM_EACH = 64 * 1024
const CONNECT_WITHIN_MS = 5_000
const ASK_EACH_MS = 2_000
/** A NATS that answers nothing for so long is left: its line may be open, and dead. */
const SILENT_MS = 6_000
const NEVER_MS = 1_000_000_000
const PAUSES_MS = [100, 250, 500, 1_000, 2_000]
/** While it is away, it is said so often. */
const SAY_EACH_MS = 60_000

/**
 * A line to NATS that makes itself again for as long as it is wanted. Each is a new connection: the client's own way to
 * come back keeps all that is sent meanwhile in memory, and gives up on a password that is wrong for a minute.
 */
export function openLine({ address, subject, onPacket, onState, log }: Parts): Line {
  const stopping = new AbortController()
  let up: NatsConnection | null = null
  let unconfirmed = 0
  let unasked = 0
  let askedAt: number | null = null
  const asking = setInterval(ask, ASK_EACH_MS)
  const done = keep()

  return {
    send(text) {
      if (up === null) return 'down'
      const bytes = Buffer.from(text)
      if (bytes.length > (up.info?.max_payload ?? 0)) return 'large'
      if (unconfirmed + bytes.length > MOST_UNCONFIRMED) return 'slow'
      try {
        up.publish(subject, bytes)
      } catch {
        // It is closing this very moment.
        return 'down'
      }
      unconfirmed += bytes.length
      unasked += bytes.length
      if (unasked >= CONFIRM_EACH && askedAt === null) confirm(up)
      return null
    },
    isUp: () => up !== null,
    async close() {
      stopping.abort()
      clearInterval(asking)
      // What was said last is on its way; a NATS that takes nothing is not waited for.
      if (up !== null) await Promise.race([up.flush().catch(() => {}), pause(1_000)])
      await up?.close().catch(() => {})
      await done
    },
  }

  /** NATS answers in the order of what it was sent: its answer says that all before it came. */
  function confirm(connection: NatsConnection): void {
    askedAt = performance.now()
    const asked = unasked
    unasked = 0
    connection.flush().then(
      () => {
        if (up !== connection) return
        unconfirmed -= asked
        askedAt = null
        if (unasked >= CONFIRM_EACH) confirm(connection)
      },
      () => {},
    )
  }

  function ask(): void {
    if (up === null) return
    if (askedAt === null) confirm(up)
    else if (performance.now() - askedAt > SILENT_MS) void up.close().catch(() => {})
  }

  async function keep(): Promise<void> {
    let tries = 0
    let saidAt = Number.NEGATIVE_INFINITY
    while (!stopping.signal.aborted) {
      let reason: string
      let wasUp = false
      try {
        const connection = await open()
        wasUp = true
        log.info({ server: connection.getServer() }, tries === 0 ? 'NATS is reached' : 'NATS is reached again')
        tries = 0
        reason = reasonOf(await connection.closed())
      } catch (error) {
        reason = reasonOf(error)
      }
      up = null
      onState(false)
      if (stopping.signal.aborted) return
      if (wasUp || performance.now() - saidAt > SAY_EACH_MS) {
        saidAt = performance.now()
        log.warn(
          { servers: address.servers, reason },
          'NATS cannot be reached; trying again. Until then what other servers do is seen up to a second later',
        )
      }
      await pause(PAUSES_MS[Math.min(tries, PAUSES_MS.length - 1)] ?? 0, stopping.signal)
      tries += 1
    }
  }

  async function open(): Promise<NatsConnection> {
    const connection = await connect(optionsOf(address))
    connection.subscribe(subject, {
      callback(error, message) {
        if (error === null) onPacket(message.string())
        else log.error({ reason: error.message }, 'NATS does not let this server listen')
      },
    })
    void tellErrors(connection)
    // Subscribed for certain: from now on nothing is missed.
    await connection.flush()
    unconfirmed = 0
    unasked = 0
    askedAt = null
    up = connection
    onState(true)
    // Stopped while it was being made.
    if (stopping.signal.aborted) await connection.close()
    return connection
  }

  async function tellErrors(connection: NatsConnection): Promise<void> {
    for await (const status of connection.status())
      if (status.type === 'error') log.error({ reason: status.error.message }, 'NATS refused something')
  }
}

function optionsOf({ servers, tls, user, password, token }: NatsAddress): ConnectionOptions {
  return {
    servers,
    name: 'causerie',
    reconnect: false,
    // What this node says, it has heard.
    noEcho: true,
    noAsyncTraces: true,
    timeout: CONNECT_WITHIN_MS,
    // Ours ends a line that is stuck, too: the client's own waits until it has taken one more byte.
    pingInterval: NEVER_MS,
    ...(user === null ? {} : { user }),
    ...(password === null ? {} : { pass: password }),
    ...(token === null ? {} : { token }),
    ...(tls === null ? {} : { tls: tls.caFile === null ? {} : { ca: readFileSync(tls.caFile, 'utf8') } }),
  }
}

const reasonOf = (error: unknown): string => (error instanceof Error ? error.message : 'the connection was closed')
