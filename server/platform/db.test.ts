import assert from 'node:assert/strict'
import { test } from 'node:test'
import sql from 'sql-template-tag'
import { createEmptyDatabase, whenDone } from '../../test/kit/database.ts'
import { type Database, openDatabase, type Tx } from './db.ts'

/** With one connection: what a transaction leaves behind on it, the next one meets. */
async function database(): Promise<Database> {
  const made = await createEmptyDatabase()
  whenDone(made.drop)
  const db = openDatabase(made.url, { max: 1 })
  whenDone(db.close)
  await db.run(sql`create table things (id bigint primary key, name text not null, at timestamptz, tags jsonb)`)
  return db
}

const insert = (tx: Tx, id: number, name: string | null = `thing ${id}`) =>
  tx.run({ name: 'things.insert', text: 'insert into things (id, name) values ($1, $2)', values: [id, name] })
const read = (tx: Tx, ids: number[]) =>
  tx.rows<{ id: number; name: string }>({
    name: 'things.read',
    text: 'select id, name from things where id = any($1::bigint[]) order by id',
    values: [ids],
  })

test('what is asked for in one turn is done in its order, and each gets its own answer', async () => {
  const db = await database()
  for (let time = 1; time <= 2; time += 1) {
    const [made, found, other, none] = await db.transaction((tx) =>
      Promise.all([
        insert(tx, time),
        read(tx, [time]),
        tx.row<{ n: number }>(sql`select ${time}::int * 2 as n`),
        tx.maybe(sql`select 1 from things where id = 99`),
      ]),
    )
    assert.deepEqual([made, found, other, none], [1, [{ id: time, name: `thing ${time}` }], { n: time * 2 }, null])
  }
  assert.equal((await read(db, [1, 2])).length, 2)
})

test('a statement without words is answered, and so are those behind it', async () => {
  const db = await database()
  const empty = { text: '', values: [] } as never
  assert.deepEqual(await db.transaction((tx) => Promise.all([tx.rows(empty), tx.rows(sql`select 1 as n`)])), [
    [],
    [{ n: 1 }],
  ])
})

test('values come back as they went', async () => {
  const db = await database()
  const [at, tags] = [new Date('2026-03-29T01:59:59.123Z'), ['à', '"b"', "c'", null]]
  const values = { id: 2 ** 52, at, tags, no: null, yes: true, ids: [1, 2, 3] }
  const found = await db.transaction((tx) =>
    tx.row(sql`select ${values.id}::bigint as id, ${at}::timestamptz as at, ${JSON.stringify(tags)}::jsonb as tags, ${values.no}::text as no,
      ${values.yes}::boolean as yes, ${values.ids}::bigint[] as ids`),
  )
  assert.deepEqual(found, values)
})

test('a statement that fails takes the whole transaction with it, and leaves the connection whole', async () => {
  const db = await database()
  const failed = /null value in column "name"/
  const attempt = db.transaction(async (tx) => {
    const outcomes = await Promise.allSettled([insert(tx, 1), insert(tx, 2, null), read(tx, [1]), insert(tx, 3)])
    assert.deepEqual(
      outcomes.map(({ status }) => status),
      ['fulfilled', 'rejected', 'rejected', 'rejected'],
    )
    await assert.rejects(read(tx, [1]), /aborted/)
    throw outcomes.find((outcome) => outcome.status === 'rejected')?.reason
  })
  await assert.rejects(attempt, failed)
  // Statements first prepared in the batch that failed are prepared again.
  assert.deepEqual(
    await db.transaction(async (tx) => [await insert(tx, 1), (await read(tx, [1, 2, 3])).map(({ id }) => id)]),
    [1, [1]],
  )
})

test('a write that fails beside the commit is told by its own error, and nothing is kept', async () => {
  const db = await database()
  const attempt = db.transaction(async (tx, writing) => {
    writing.push(insert(tx, 1), insert(tx, 1))
  })
  await assert.rejects(attempt, /duplicate key/)
  assert.deepEqual(await read(db, [1]), [])
  await db.transaction((tx) => insert(tx, 1))
  assert.equal((await read(db, [1])).length, 1)
})

test('work that gives up while its statements are on their way is undone', async () => {
  const db = await database()
  const attempt = db.transaction(async (tx) => {
    insert(tx, 1).catch(() => {})
    throw new Error('changed my mind')
  })
  await assert.rejects(attempt, /changed my mind/)
  assert.deepEqual(await read(db, [1]), [])
})

test('one name stands for one statement', async () => {
  const db = await database()
  const named = (text: string, name = 'same') => ({ name, text, values: [] })
  assert.equal(await db.transaction((tx) => tx.run(named('select 1'))), 1)
  await assert.rejects(
    db.transaction((tx) => tx.run(named('select 2'))),
    /two statements are named same/,
  )
  assert.equal(await db.transaction((tx) => tx.run(named('select 1'))), 1)
  assert.deepEqual(
    await db.transaction((tx) =>
      Promise.all([tx.rows(named('select 1 as a', '')), tx.rows(named('select 2 as b', ''))]),
    ),
    [[{ a: 1 }], [{ b: 2 }]],
  )
})
