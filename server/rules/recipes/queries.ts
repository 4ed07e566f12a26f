import sql from 'sql-template-tag'
import type { WidgetSettings } from '../../channels/contract.ts'
import type { Tx } from '../../platform/db.ts'
import type { RecipeName } from './contract.ts'

/** What was there, and what the recipe made of it. */
export type Before = { styleId: number; settings: Partial<WidgetSettings> }
export type After = Before & { ruleIds: number[] }
export type RecipeUse = {
  id: number
  recipe: RecipeName
  channelId: number
  before: Before
  after: After
  byId: number | null
  at: Date
  undoneAt: Date | null
}
const USE = sql`id, recipe, channel_id as "channelId", before, after, by_id as "byId", at, undone_at as "undoneAt"`

export const insertUse = (tx: Tx, use: Omit<RecipeUse, 'id' | 'undoneAt'>): Promise<{ id: number }> =>
  tx.row(sql`insert into recipe_uses (recipe, channel_id, before, after, by_id, at)
             values (${use.recipe}, ${use.channelId}, ${JSON.stringify(use.before)}, ${JSON.stringify(use.after)}, ${use.byId}, ${use.at}) returning id`)
export const lockUse = (tx: Tx, id: number): Promise<RecipeUse | null> =>
  tx.maybe<RecipeUse>(sql`select ${USE} from recipe_uses where id = ${id} for update`)
export const listUses = (tx: Tx, limit: number): Promise<RecipeUse[]> =>
  tx.rows<RecipeUse>(sql`select ${USE} from recipe_uses order by id desc limit ${limit}`)
export const markUndone = (tx: Tx, id: number, at: Date): Promise<number> =>
  tx.run(sql`update recipe_uses set undone_at = ${at} where id = ${id}`)
