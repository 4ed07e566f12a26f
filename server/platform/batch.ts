import pg from 'pg'
import utils from 'pg/lib/utils.js'

/** What PostgreSQL answers to one statement. */
export type Answer = { rows: unknown[]; rowCount: number; command: string }

/** A statement; a name has it prepared once a connection. */
export type Asked = { name?: string; text: string; values: unknown[] }

/** The part of the driver's connection a batch speaks to. */
type Line = {
  stream: { cork(): void; uncork(): void }
  parsedStatements: Record<string, string>
  submittedNamedStatements: Record<string, string>
  parse(query: { name: string | undefined; text: string }): void
  bind(config: { statement: string | undefined; values: readonly (string | Buffer | null)[] }): void
  describe(portal: { type: 'P' }): void
  execute(portal: Record<string, never>): void
  sync(): void
}

type Item = {
  name: string | undefined
  text: string
  values: (string | Buffer | null)[]
  resolve(answer: Answer): void
  reject(error: Error): void
}

/** How the rows of a statement are read. */
type Shape = { name: string; parse(text: string): unknown }[]
const NO_ROWS: Shape = []
/** Of prepared statements, learnt when they first ran on a connection. */
const shapes = new WeakMap<Line, Map<string, Shape>>()

/**
 * Gathers the statements that are asked for in one turn and sends them together: one write, and one flush by PostgreSQL for
 * all of them. Alone, each would end with a synchronization, at which PostgreSQL sends its answer by itself: for small
 * statements that is most of what they cost, on both sides. Only for use inside a transaction: where one statement fails,
 * those behind it are not run, and fail with it.
 */
export function openBatches(client: pg.ClientBase) {
  let gathered: Item[] = []
  return { ask, flush }

  function ask(statement: Asked): Promise<Answer> {
    return new Promise((resolve, reject) => {
      const item = {
        // For PostgreSQL the empty name is none.
        name: statement.name || undefined,
        text: statement.text,
        values: statement.values.map(utils.prepareValue),
        resolve,
        reject,
      }
      if (gathered.push(item) === 1) process.nextTick(flush)
    })
  }

  function flush(): void {
    if (gathered.length === 0) return
    client.query(batchOf(gathered))
    gathered = []
  }
}

/** Items as one query of the driver, which hands what comes back to it: the driver takes nothing but its own kind. */
function batchOf(items: readonly Item[]): pg.Query {
  let at = 0
  let shape: Shape | undefined
  let rows: unknown[] = []

  const query = Object.assign(Object.create(pg.Query.prototype), {
    submit(line: Line): Error | null {
      const misnamed = items.find((item) => isOfAnother(line, item))
      if (misnamed !== undefined) return new Error(`two statements are named ${misnamed.name}`)
      line.stream.cork()
      for (const item of items) send(line, item)
      line.sync()
      line.stream.uncork()
      begin(line)
      return null
    },
    handleRowDescription({ fields }: { fields: { name: string; dataTypeID: number }[] }) {
      shape = fields.map(({ name, dataTypeID }) => ({ name, parse: pg.types.getTypeParser(dataTypeID, 'text') }))
    },
    handleDataRow({ fields }: { fields: (string | null)[] }) {
      rows.push(rowOf(shape ?? NO_ROWS, fields))
    },
    handleCommandComplete: ({ text }: { text: string }, line: Line) => end(text, line),
    handleEmptyQuery: (line: Line) => end('', line),
    handleReadyForQuery() {},
    handleError: fail,
  })
  return query

  /** The driver notes by its name that the statement being answered has been prepared. */
  function begin(line: Line): void {
    const item = items[at]
    rows = []
    shape = item?.name === undefined ? undefined : shapesOf(line).get(item.name)
    Object.assign(query, { name: item?.name, text: item?.text })
  }

  function end(tag: string, line: Line): void {
    const item = items[at]
    if (item?.name !== undefined) shapesOf(line).set(item.name, shape ?? NO_ROWS)
    const [command = '', ...counts] = tag.split(' ')
    const answer = { rows, rowCount: Number(counts.at(-1) ?? 0), command }
    at += 1
    begin(line)
    item?.resolve(answer)
  }

  function fail(error: Error, line: Line): void {
    for (const { name, reject } of items.slice(at)) {
      if (name !== undefined) delete line.submittedNamedStatements[name]
      reject(error)
    }
    at = items.length
  }
}

function send(line: Line, { name, text, values }: Item): void {
  if (preparedAs(line, name) === undefined) {
    line.parse({ name, text })
    if (name !== undefined) line.submittedNamedStatements[name] = text
  }
  line.bind({ statement: name, values })
  if (name === undefined || !shapesOf(line).has(name)) line.describe({ type: 'P' })
  line.execute({})
}

const preparedAs = (line: Line, name: string | undefined): string | undefined =>
  name === undefined ? undefined : (line.parsedStatements[name] ?? line.submittedNamedStatements[name])

const isOfAnother = (line: Line, { name, text }: Item): boolean => (preparedAs(line, name) ?? text) !== text

function shapesOf(line: Line): Map<string, Shape> {
  const known = shapes.get(line) ?? new Map<string, Shape>()
  shapes.set(line, known)
  return known
}

function rowOf(shape: Shape, values: readonly (string | null)[]): Record<string, unknown> {
  const row: Record<string, unknown> = {}
  shape.forEach(({ name, parse }, index) => {
    const value = values[index] ?? null
    row[name] = value === null ? null : parse(value)
  })
  return row
}
