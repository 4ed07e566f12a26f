import { createHmac } from 'node:crypto'
import { type Bus, createListeners } from '../bus.ts'
import type { Logger } from '../log.ts'
import type { Metrics } from '../metrics.ts'
import type { NatsAddress } from './address.ts'
import { openLine } from './line.ts'
import { decode, encode, packet } from './wire.ts'

type Parts = {
  address: NatsAddress
  /** The installation's secret key: all its nodes have it, and no other installation on the same NATS. */
  key: Buffer
  log: Logger
  metrics: Pick<Metrics, 'busUp' | 'busMessages' | 'busDropped'>
}

/** NATS takes a megabyte at once; what is said in one turn goes together, up to this. */
const PACKET_BYTES = 262_144

/**
 * The bus of several nodes. All hear all, on one subject: each forwards to its own connections, so nobody could listen to
 * less. It keeps nothing: what NATS does not take at once is dropped and counted, and found in the log.
 */
export function natsBus({ address, key, log, metrics }: Parts): Bus {
  const listeners = createListeners(log)
  let waiting: string[] = []
  let waitingBytes = 0

  const line = openLine({
    address,
    subject: subjectOf(key),
    log,
    onState: (isUp) => metrics.busUp.set(isUp ? 1 : 0),
    onPacket(text) {
      const said = decode(text)
      metrics.busMessages.inc({ direction: 'in' }, said.length)
      if (said.length === 0) metrics.busDropped.inc({ reason: 'unreadable' })
      for (const { subject, message } of said) listeners.tell(subject, message, 'elsewhere')
    },
  })

  return {
    shared: true,
    publish(subject, message) {
      listeners.tell(subject, message, 'here')
      if (!line.isUp()) return metrics.busDropped.inc({ reason: 'down' })
      const text = encode(subject, message)
      if (waitingBytes + text.length > PACKET_BYTES) send()
      if (waiting.length === 0) setImmediate(send)
      waiting.push(text)
      waitingBytes += text.length
    },
    subscribe: listeners.add,
    replay: (subject, message) => listeners.tell(subject, message, 'log'),
    ready: line.isUp,
    close() {
      send()
      return line.close()
    },
  }

  function send(): void {
    if (waiting.length === 0) return
    const said = waiting
    waiting = []
    waitingBytes = 0
    const dropped = line.send(packet(said))
    if (dropped === null) metrics.busMessages.inc({ direction: 'out' }, said.length)
    else metrics.busDropped.inc({ reason: dropped }, said.length)
  }
}

/** Nobody who does not have the key can guess where to listen, and two installations never hear each other. */
const subjectOf = (key: Buffer): string =>
  `causerie.${createHmac('sha256', key).update('bus').digest('hex').slice(0, 32)}`
