import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client'

export type Metrics = ReturnType<typeof createMetrics>

/** What `/metrics` tells Prometheus. */
export function createMetrics() {
  const registry = new Registry()
  collectDefaultMetrics({ register: registry })
  const registers = [registry]
  return {
    registry,
    commandSeconds: new Histogram({
      name: 'causerie_command_seconds',
      help: 'Time from the arrival of a command to its answer',
      labelNames: ['command'],
      buckets: [0.001, 0.0025, 0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 1, 5],
      registers,
    }),
    sharedCommitSize: new Histogram({
      name: 'causerie_shared_commit_size',
      help: 'Requests that shared one transaction',
      labelNames: ['command'],
      buckets: [1, 2, 4, 8, 16, 32, 64, 128, 256],
      registers,
    }),
    connections: new Gauge({ name: 'causerie_connections', help: 'Live connections', labelNames: ['kind'], registers }),
    framesSent: new Counter({ name: 'causerie_frames_sent_total', help: 'Frames sent to live connections', registers }),
    slowReaders: new Counter({
      name: 'causerie_slow_readers_total',
      help: 'Connections reset because they read too slowly',
      registers,
    }),
    busUp: new Gauge({ name: 'causerie_bus_up', help: 'Whether the bus between the nodes is reached', registers }),
    busMessages: new Counter({
      name: 'causerie_bus_messages_total',
      help: 'Messages to and from other nodes',
      labelNames: ['direction'],
      registers,
    }),
    busDropped: new Counter({
      name: 'causerie_bus_dropped_total',
      help: 'Messages that the bus did not take, or that could not be read; the log has them',
      labelNames: ['reason'],
      registers,
    }),
    busMissed: new Counter({
      name: 'causerie_bus_missed_total',
      help: 'Events that were found in the log and not heard from the bus',
      registers,
    }),
    timersFired: new Counter({
      name: 'causerie_timers_fired_total',
      help: 'Timers fired',
      labelNames: ['kind'],
      registers,
    }),
    refusals: new Counter({
      name: 'causerie_refusals_total',
      help: 'Commands refused',
      labelNames: ['code'],
      registers,
    }),
  }
}
