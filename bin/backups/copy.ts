import { Readable } from 'node:stream'
import type pg from 'pg'

/** What node-postgres' connection has for COPY, beyond its published types. */
type CopyConnection = pg.Connection & {
  sendCopyFromChunk(chunk: Buffer): void
  endCopyFrom(): void
  sendCopyFail(reason: string): void
}

/** The bytes of `copy … to stdout`, read from the database as fast as they are taken. */
export function copyOut(client: pg.Client, statement: string): Readable {
  let connection: pg.Connection | undefined
  const bytes = new Readable({ read: () => connection?.stream.resume() })
  client.query({
    ...idle,
    submit(given: pg.Connection) {
      connection = given
      given.query(statement)
    },
    handleCopyData({ chunk }: { chunk: Buffer }) {
      // The chunk is a view of a buffer that the next message overwrites.
      if (!bytes.push(Buffer.from(chunk))) connection?.stream.pause()
    },
    handleReadyForQuery: () => bytes.push(null),
    handleError: (error: Error) => bytes.destroy(error),
  })
  return bytes
}

/** Feeds `copy … from stdin`; resolves to the number of rows. */
export function copyIn(client: pg.Client, statement: string, source: AsyncIterable<Buffer>): Promise<number> {
  return new Promise((resolve, reject) => {
    let rows = 0
    client.query({
      ...idle,
      submit: (connection: pg.Connection) => connection.query(statement),
      handleCopyInResponse: (connection: CopyConnection) => void feed(connection, source),
      handleCommandComplete({ text }: { text: string }) {
        rows = Number(/\d+$/.exec(text)?.[0] ?? 0)
      },
      handleReadyForQuery: () => resolve(rows),
      handleError: reject,
    })
  })
}

async function feed(connection: CopyConnection, source: AsyncIterable<Buffer>) {
  try {
    for await (const chunk of source) {
      connection.sendCopyFromChunk(chunk)
      if (connection.stream.writableNeedDrain) await drained(connection)
    }
    connection.endCopyFrom()
  } catch (error) {
    connection.sendCopyFail(error instanceof Error ? error.message : String(error))
  }
}

/** Also when the connection is lost: then nothing drains any more, and the query has failed already. */
function drained({ stream }: pg.Connection) {
  return new Promise<void>((resolve) => {
    const done = () => {
      stream.off('drain', done).off('close', done)
      resolve()
    }
    stream.once('drain', done).once('close', done)
  })
}

/** What a query must answer to, for messages that do not matter here. */
const idle = {
  handleCommandComplete() {},
  handleRowDescription() {},
  handleDataRow() {},
  handleEmptyQuery() {},
  handlePortalSuspended() {},
}
