import type { Sealing } from '../../platform/sealing.ts'
import { deleteWebhook, listWebhooks, saveWebhook } from '../../rules/index.ts'
import { made, part, type Transferable } from './kind.ts'

/** A secret never leaves: one that is made from a file has a new one, which is told when it is renewed. */
export const webhook = (sealing: Pick<Sealing, 'seal'>): Transferable => ({
  ...made(saveWebhook(sealing)),
  remove: (ctx, webhookId) => deleteWebhook.run(ctx, { webhookId }),
  list: async (tx) =>
    (await listWebhooks(tx)).map((each) => ({
      id: each.id,
      version: each.version,
      item: part(each, 'name', 'url', 'events', 'active'),
    })),
})
