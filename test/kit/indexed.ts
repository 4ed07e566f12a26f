import type { TestApp } from './app.ts'

/** Waits until the search index has all that was committed before. */
export async function indexed(app: Pick<TestApp, 'db'>): Promise<void> {
  const { xid } = await app.db.row<{ xid: string }>({
    name: 'test.xid',
    text: 'select pg_current_xact_id()::text as xid',
    values: [],
  })
  const deadline = Date.now() + 60_000
  while (Date.now() < deadline) {
    const { behind } = await app.db.row<{ behind: boolean }>({
      name: 'test.behind',
      text: `select exists (select from events e, search_progress p where (e.xid, e.id) > (p.xid, p.id) and e.xid < $1::xid8) as behind`,
      values: [xid],
    })
    if (!behind) return
    await new Promise((resolve) => setTimeout(resolve, 50))
  }
  throw new Error('the search index does not catch up')
}
