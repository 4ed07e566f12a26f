import type { App } from '../app.ts'
import { defaultWidgetSettings, insertChannel, listChannels } from '../channels/index.ts'
import { secret } from '../platform/ids.ts'

/** A fresh installation has one widget, shown by the demo shop on this machine. Returns the key of the first channel. */
export async function prepareDemo({ db, reloadChannels }: Pick<App, 'db' | 'reloadChannels'>): Promise<string> {
  const [first] = await listChannels(db)
  if (first !== undefined) return first.key
  const key = secret().slice(0, 22)
  await insertChannel(db, {
    kind: 'widget',
    key,
    name: 'Website',
    brandId: 1,
    styleId: 1,
    groupId: 1,
    scheduleId: null,
    defaultLocale: 'en',
    origins: ['http://localhost:*', 'http://127.0.0.1:*'],
    settings: defaultWidgetSettings,
    active: true,
  })
  await reloadChannels()
  return key
}
