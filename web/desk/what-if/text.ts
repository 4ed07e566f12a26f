import type catalogue from '../../../locales/en/what-if.json'
import { type Translate, useText } from '../../kit/i18n.tsx'

type WhatIfKey = keyof typeof catalogue
export type WhatIfText = Translate<WhatIfKey>
export const useWhatIfText = (): WhatIfText => useText<WhatIfKey>('what-if')
