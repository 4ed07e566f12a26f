import type catalogue from '../../../../locales/en/webhooks.json'
import { type Translate, useText } from '../../../kit/i18n.tsx'

export type WebhooksKey = keyof typeof catalogue
export const useWebhooksText = (): Translate<WebhooksKey> => useText<WebhooksKey>('webhooks')
