import sql from 'sql-template-tag'
import type { Tx } from '../../platform/db.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import type { BrandView } from '../contract.ts'

const BRAND = sql`id, name, is_default as "isDefault", colour, logo`

export const listBrands = (tx: Tx): Promise<BrandView[]> =>
  tx.rows(sql`select ${BRAND} from brands where deleted_at is null order by not is_default, lower(name), id`)

export const findBrand = (tx: Tx, id: number): Promise<BrandView | null> =>
  tx.maybe(sql`select ${BRAND} from brands where id = ${id} and deleted_at is null`)

/** The account's own name and colour. */
export const findDefaultBrand = (tx: Tx): Promise<BrandView> =>
  tx.row(sql`select ${BRAND} from brands where is_default`)

export async function lockBrand(tx: Tx, id: number): Promise<BrandView> {
  const brand = await tx.maybe<BrandView>(
    sql`select ${BRAND} from brands where id = ${id} and deleted_at is null for no key update`,
  )
  if (brand === null) throw new Refusal('brand_not_found')
  return brand
}

export async function requireBrands(tx: Tx, ids: readonly number[]): Promise<void> {
  const { n } = await tx.row<{ n: number }>(
    sql`select count(*)::int as n from brands where id = any(${ids}::bigint[]) and deleted_at is null`,
  )
  if (n !== new Set(ids).size) throw new Refusal('brand_not_found')
}

export const insertBrand = async (tx: Tx, name: string, colour: string | null): Promise<number> =>
  (await tx.row<{ id: number }>(sql`insert into brands (name, colour) values (${name}, ${colour}) returning id`)).id
export const updateBrand = (tx: Tx, id: number, name: string, colour: string | null): Promise<number> =>
  tx.run(sql`update brands set name = ${name}, colour = ${colour} where id = ${id}`)
