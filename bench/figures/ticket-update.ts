import { connect } from '../parts/client.ts'
import { cpuEach } from '../parts/cpu.ts'
import { query } from '../parts/database.ts'
import { loadAverage, type Server } from '../parts/processes.ts'
import type { SeededInbox } from '../parts/seed-inbox.ts'
import { percentile } from '../parts/statistics.ts'
import { uuid7 } from '../parts/uuid.ts'
import type { Finding, Lab } from './figure.ts'

const WARM_UP = 50
const UPDATES = 400

/** Milliseconds of one `ticket.submit`, a reply and a new status, from the desk's socket and back, one after the other. */
export async function updateTickets(
  { say, database }: Lab,
  { server, people, url }: { server: Server; people: SeededInbox; url: string },
): Promise<Finding> {
  const rows = await query(
    url,
    `select conversation_id as id, status from inbox where status in ('open', 'pending', 'hold') order by md5(conversation_id::text) limit $1`,
    [WARM_UP + UPDATES],
  )
  const desk = await connect(server.port, { as: 'user' }, { cookie: people.administrator.token })
  const times: number[] = []
  const cpu = cpuEach({ server: server.pid, database: database.pid() })
  try {
    for (const { id, status } of rows) {
      const message = { messageId: uuid7(), content: { text: 'It is on its way.' }, visibility: 'public' }
      const input = {
        conversationId: Number(id),
        message,
        changes: { status: status === 'pending' ? 'hold' : 'pending' },
      }
      const began = performance.now()
      const { ticket } = await desk.ask({ t: 'do', name: 'ticket.submit', input })
      times.push(performance.now() - began)
      if (!isChanged(ticket, input.changes.status)) throw new Error('a submitted status was not taken')
    }
  } finally {
    desk.close()
  }
  const measured = times.slice(WARM_UP)
  const [p50, p99] = [percentile(measured, 0.5), percentile(measured, 0.99)]
  const cpuMilliseconds = cpu(times.length)
  say(`Ticket updates: p50 ${p50.toFixed(2)} ms, p99 ${p99.toFixed(2)} ms; load ${loadAverage()}`)
  return { value: p50, details: { updates: measured.length, p99, cpuMilliseconds, loadAverage: loadAverage() } }
}

const isChanged = (ticket: unknown, status: string): boolean =>
  typeof ticket === 'object' && ticket !== null && 'status' in ticket && ticket.status === status
