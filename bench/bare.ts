/**
 * The bare reference: one WebSocket server that stores each message with one prepared statement and one commit, then sends
 * it to the other socket. No domain, no rights: what the same hardware, database and library can do at all.
 */
import { createServer } from 'node:http'
import pg from 'pg'
import { type WebSocket, WebSocketServer } from 'ws'

const STORE = `with m as (insert into bare_messages (conversation_id, id, body) values ($1, $2, $3)),
  c as (update bare_conversations set position = position + 1, last_at = now() where id = $1 returning position)
  insert into bare_events (conversation_id, position, message_id) select $1, position, $2 from c returning position`

export async function startBare(databaseUrl: string, conversations: number): Promise<{ port: number; stored(): Promise<string[]>; stop(): Promise<void> }> {
  const pool = new pg.Pool({ connectionString: databaseUrl, max: 20 })
  await pool.query(`drop table if exists bare_messages, bare_conversations, bare_events;
    create table bare_messages (conversation_id bigint, id uuid, body text, at timestamptz default now(), primary key (conversation_id, id));
    create table bare_conversations (id bigint primary key, position bigint not null default 0, last_at timestamptz) with (fillfactor = 70);
    create table bare_events (conversation_id bigint, position bigint, message_id uuid, at timestamptz default now(), primary key (conversation_id, position));
    insert into bare_conversations (id) select generate_series(1, ${conversations})`)
  let desk: WebSocket | undefined
  const http = createServer()
  const sockets = new WebSocketServer({ server: http, perMessageDeflate: false })
  sockets.on('connection', (socket, request) => {
    if (request.url === '/desk') desk = socket
    socket.on('message', (data) => {
      const { ref, c, id, text } = JSON.parse(String(data)) as { ref: number; c: number; id: string; text: string }
      pool.query({ name: 'store', text: STORE, values: [c, id, text] }).then(
        ({ rows }) => {
          const position = rows[0]?.position as number
          socket.send(JSON.stringify({ t: 'ok', ref, data: { messageId: id, position } }))
          desk?.send(JSON.stringify({ t: 'event', topic: `conversation:${c}`, e: { p: position, type: 'message.sent', data: { message: { id, text } } } }))
        },
        () => socket.send(JSON.stringify({ t: 'no', ref })),
      )
    })
  })
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve))
  return {
    port: (http.address() as { port: number }).port,
    stored: async () => (await pool.query('select id from bare_messages')).rows.map((row) => row.id as string),
    async stop() {
      for (const socket of sockets.clients) socket.terminate()
      await new Promise((resolve) => http.close(resolve))
      await pool.end()
    },
  }
}

if (process.argv[2] !== undefined) {
  const bare = await startBare(process.argv[2], Number(process.argv[3] ?? 500))
  process.send?.({ port: bare.port })
}
