import { command } from '../../platform/commands/command.ts'
import { record } from '../../platform/commands/context.ts'
import { audit } from '../audit.ts'
import { type BrandView, SaveBrand } from '../contract.ts'
import { ACCOUNT, brandChanged } from '../events.ts'
import { differences } from '../model.ts'
import { mayManageBrands } from '../policy.ts'
import { insertBrand, lockBrand, updateBrand } from '../queries/brands.ts'

export const saveBrand = command(
  'brand.save',
  { input: SaveBrand, may: mayManageBrands, about: 'Make or change a brand.' },
  async (ctx, { id, name, colour }): Promise<BrandView> => {
    const before = id === undefined ? null : await lockBrand(ctx.tx, id)
    const after = { name, colour: colour === undefined ? (before?.colour ?? null) : colour }
    const brandId = before?.id ?? (await insertBrand(ctx.tx, after.name, after.colour))
    if (before !== null) await updateBrand(ctx.tx, brandId, after.name, after.colour)
    record(ctx, brandChanged, { stream: ACCOUNT, by: ctx.actor, data: { brandId } })
    await audit(
      ctx,
      ctx.actor,
      before === null ? 'brand.made' : 'brand.updated',
      `brand:${brandId}`,
      differences(before, after),
      name,
    )
    return lockBrand(ctx.tx, brandId)
  },
)
