import { type Read, read } from '../../platform/http/read.ts'
import type { RecipeName, RecipesView } from './contract.ts'
import { mayUseRecipes } from './policy.ts'
import { listUses } from './queries.ts'
import { recipes } from './recipes.ts'

const names = Object.keys(recipes).filter((name): name is RecipeName => name in recipes)

export const recipeReads: Read[] = [
  read(
    '/api/v1/recipes',
    { may: mayUseRecipes, about: 'Recipes with all they set, and the latest uses.' },
    async ({ db }): Promise<RecipesView> => ({
      recipes: names.map((name) => ({ name, ...recipes[name] })),
      uses: (await listUses(db, 20)).map(({ id, recipe, channelId, byId, at, undoneAt }) => ({
        id,
        recipe,
        channelId,
        byId,
        at: at.toISOString(),
        undoneAt: undoneAt?.toISOString() ?? null,
      })),
    }),
  ),
]
