import type catalogue from '../../../../locales/en/routing-settings.json'
import { type Translate, useText } from '../../../kit/i18n.tsx'

export type RoutingKey = keyof typeof catalogue
/** Words of the settings of routing: queues, skills, capacity, statuses of agents. */
export const useRoutingText = (): Translate<RoutingKey> => useText<RoutingKey>('routing-settings')
