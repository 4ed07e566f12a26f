import type catalogue from '../../../../locales/en/views.json'
import { type Translate, useText } from '../../../kit/i18n.tsx'

export type ViewsKey = keyof typeof catalogue
/** Keys of columns, groups and orders are put together from what the server lists; a test holds them. */
export const useViewsText = (): Translate => useText('views')
