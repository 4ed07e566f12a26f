import { findChannel, listChannels, saveChannel } from '../../channels/index.ts'
import { isItem, type Item, part, type Save, type Transferable, unlessNone } from './kind.ts'

const save: Save = saveChannel

/** Without its key, its signing keys and its logo; a new one has a key of its own, to be put on the site. */
export const channel: Transferable = {
  may: saveChannel.may,
  fresh: {},
  save: {
    input: saveChannel.input,
    async run(ctx, given) {
      const before = typeof given.id === 'number' ? await findChannel(ctx.tx, given.id) : null
      return save.run(ctx, withLogo(given, before?.settings.appearance.logo ?? null))
    },
  },
  remove: null,
  list: async (tx) =>
    (await listChannels(tx)).map((each) => ({
      id: each.id,
      item: withLogo(
        part(
          each,
          'name',
          'brandId',
          'styleId',
          'groupId',
          'scheduleId',
          'defaultLocale',
          'origins',
          'settings',
          'active',
        ),
        null,
      ),
    })),
  swap: ({ brandId, styleId, groupId, scheduleId, ...item }, swap) => ({
    ...item,
    brandId: swap('brand', brandId, 'brandId'),
    styleId: swap('style', styleId, 'styleId'),
    groupId: unlessNone(groupId, (each) => swap('group', each, 'groupId')),
    scheduleId: unlessNone(scheduleId, (each) => swap('schedule', each, 'scheduleId')),
  }),
}

/** A logo is a file of its own: it stays where it is. */
function withLogo(item: Item, logo: string | null): Item {
  const { settings } = item
  if (!isItem(settings) || !isItem(settings.appearance)) return item
  return { ...item, settings: { ...settings, appearance: { ...settings.appearance, logo } } }
}
