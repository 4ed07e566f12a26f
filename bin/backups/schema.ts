import type pg from 'pg'

export type Table = { name: string; columns: string[] }

/** Everything that belongs to the installation: its own tables, and the queue of work it owes outside. */
const schemas = ['public', 'graphile_worker']

/**
 * The tables with the columns a copy carries. Generated columns make themselves; a transaction id (xid8) means nothing
 * in another cluster, where the default gives rows the id of the restoring transaction. The search index is not carried: it
 * fills itself from the log.
 */
export async function listTables(client: pg.Client): Promise<Table[]> {
  const { rows } = await client.query<Table>(
    `select format('%I.%I', n.nspname, c.relname) as name,
            array_agg(quote_ident(a.attname) order by a.attnum) as columns
     from pg_class c
     join pg_namespace n on n.oid = c.relnamespace
     join pg_attribute a on a.attrelid = c.oid and a.attnum > 0 and not a.attisdropped
     where n.nspname = any($1) and c.relkind in ('r', 'p') and not c.relispartition
       and not (n.nspname = 'public' and c.relname = 'migrations')
       and not (n.nspname = 'graphile_worker' and c.relname = 'migrations')
       and not (n.nspname = 'public' and c.relname like 'search\\_%')
       and a.attgenerated = '' and a.atttypid <> 'xid8'::regtype
     group by 1 order by 1`,
    [schemas],
  )
  return rows
}

/** Where each counter stands; null: not used yet. */
export async function readSequences(client: pg.Client): Promise<Record<string, string | null>> {
  const { rows } = await client.query<{ name: string; value: string | null }>(
    `select format('%I.%I', schemaname, sequencename) as name, last_value::text as value
     from pg_sequences where schemaname = any($1) order by 1`,
    [schemas],
  )
  return Object.fromEntries(rows.map(({ name, value }) => [name, value]))
}

export async function hasSchema(client: pg.Client, name: string) {
  const { rowCount } = await client.query('select from pg_namespace where nspname = $1', [name])
  return rowCount === 1
}

/** Whether anything was ever made in this database. */
export async function isEmpty(client: pg.Client) {
  const { rowCount } = await client.query(
    `select from pg_class c join pg_namespace n on n.oid = c.relnamespace
     where n.nspname not like 'pg\\_%' and n.nspname <> 'information_schema' and c.relkind in ('r', 'p', 'v', 'm', 'S')
       and not exists (select from pg_depend d where d.objid = c.oid and d.deptype = 'e')
     limit 1`,
  )
  return rowCount === 0
}
