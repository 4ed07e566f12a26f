import { type Static, Type } from 'typebox'
import type { SaveStyle, WidgetSettings } from '../../channels/contract.ts'
import { Id } from '../../platform/pure/schemas.ts'

export const RecipeName = Type.Union([
  Type.Literal('urgent_live'),
  Type.Literal('follow_up'),
  Type.Literal('social'),
  Type.Literal('after_hours'),
])
export type RecipeName = Static<typeof RecipeName>

/** `recipe.apply`: `name` is what the style and the rules are called, in the words of whoever applies it. */
export const ApplyRecipe = Type.Object({
  recipe: RecipeName,
  channelId: Id,
  name: Type.String({ minLength: 1, maxLength: 80 }),
})
export const UndoRecipe = Type.Object({ useId: Id })

/** All that a recipe sets, to be looked at before it is applied. */
export type RecipeView = {
  name: RecipeName
  style: Omit<SaveStyle, 'id' | 'name'>
  settings: Partial<WidgetSettings>
  /** What the customer is told by a messaging trigger it makes; null: it makes none. */
  message: Record<string, string> | null
}
export type RecipeUseView = {
  id: number
  recipe: RecipeName
  channelId: number
  byId: number | null
  at: string
  undoneAt: string | null
}
/** `GET /api/v1/recipes`, with the latest uses, newest first. */
export type RecipesView = { recipes: RecipeView[]; uses: RecipeUseView[] }

export const refusals = { recipe_use_not_found: 404, recipe_undone: 409 } as const
