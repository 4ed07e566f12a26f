/**
 * The bare reference: one WebSocket server that stores each message with one prepared statement and one commit, then sends
 * it to the other socket. No domain, no rights: what the same hardware, database and library can do at all.
 */
import { createServer } from 'node:http'
import pg from 'pg'
import { type WebSocket, WebSocketServer } from 'ws'
import { textOf } from './parts/client.ts'

const STORE = `with m as (insert into bare_messages (conversation_id, id, body) values ($1, $2, $3)),
  c as (update bare_conversations set position = position + 1, last_at = now() where id = $1 returning position)
  insert into bare_events (conversation_id, position, message_id) select $1, position, $2 from c returning position`
const TABLES = `
  create table bare_messages (conversation_id bigint, id uuid, body text, at timestamptz default now(), primary key (conversation_id, id));
  create table bare_conversations (id bigint primary key, position bigint not null default 0, last_at timestamptz) with (fillfactor = 70);
  create table bare_events (conversation_id bigint, position bigint, message_id uuid, at timestamptz default now(), primary key (conversation_id, position));
  insert into bare_conversations (id) select generate_series(1, $1)`

type Sent = { ref: number; c: number; id: string; text: string }

async function startBare(databaseUrl: string, conversations: number): Promise<number> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 20 })
  await pool.query(TABLES.replace('$1', String(conversations)))
  let desk: WebSocket | undefined
  const http = createServer()
  const sockets = new WebSocketServer({ server: http, perMessageDeflate: false })
  sockets.on('connection', (socket, request) => {
    if (request.url === '/desk') desk = socket
    socket.on('message', (frame) => {
      const { ref, c, id, text }: Sent = JSON.parse(textOf(frame))
      pool.query<{ position: string }>({ name: 'store', text: STORE, values: [c, id, text] }).then(
        ({ rows }) => {
          const p = Number(rows[0]?.position)
          socket.send(JSON.stringify({ t: 'ok', ref, data: { messageId: id, position: p } }))
          const e = { p, type: 'message.sent', data: { message: { id, text } } }
          desk?.send(JSON.stringify({ t: 'event', topic: `conversation:${c}`, e }))
        },
        () => socket.send(JSON.stringify({ t: 'no', ref })),
      )
    })
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  const address = http.address()
  return typeof address === 'object' && address !== null ? address.port : 0
}

process.send?.({ port: await startBare(process.argv[2] ?? '', Number(process.argv[3])) })
process.on('disconnect', () => process.exit(0))
