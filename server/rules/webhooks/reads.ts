import { Type } from 'typebox'
import { type Read, read } from '../../platform/http/read.ts'
import { Id } from '../../platform/pure/schemas.ts'
import { mayManageRules } from '../policy.ts'
import type { DeliveryPage, WebhookView } from './contract.ts'
import { listDeliveries, listWebhooks } from './queries.ts'
import { mayManageWebhooks } from './save-webhook.ts'

const PAGE = 50

export const webhookReads: Read[] = [
  read(
    '/api/v1/webhooks',
    { may: mayManageWebhooks, about: 'The addresses that are told what happens.' },
    async ({ db }): Promise<WebhookView[]> =>
      (await listWebhooks(db)).map(({ failingSince, failedAt, failure, ...webhook }) => ({
        ...webhook,
        failingSince: failingSince?.toISOString() ?? null,
        failure: failedAt === null ? null : { at: failedAt.toISOString(), reason: failure ?? '' },
      })),
  ),
  read(
    '/api/v1/webhooks/names',
    { may: (actor) => mayManageRules(actor) || mayManageWebhooks(actor), about: 'What rules may call, by name.' },
    async ({ db }): Promise<{ id: number; name: string; active: boolean }[]> =>
      (await listWebhooks(db)).map(({ id, name, active }) => ({ id, name, active })),
  ),
  read(
    '/api/v1/webhooks/:id/deliveries',
    {
      params: Type.Object({ id: Id }),
      query: Type.Object({ before: Type.Optional(Id) }),
      may: mayManageWebhooks,
      about: 'What an address was told, newest first, and how it answered.',
    },
    async ({ db, params, query }): Promise<DeliveryPage> => {
      const rows = await listDeliveries(db, params.id, query.before ?? null, PAGE)
      return {
        rows: rows.map(({ webhookId: _, nextAt, at, ...row }) => ({
          ...row,
          nextAt: row.state === 'waiting' ? nextAt.toISOString() : null,
          at: at.toISOString(),
        })),
        next: rows.length < PAGE ? null : (rows.at(-1)?.id ?? null),
      }
    },
  ),
]
