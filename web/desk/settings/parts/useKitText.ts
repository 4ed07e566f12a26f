import type catalogue from '../../../../locales/en/kit.json'
import { type Translate, useText } from '../../../kit/i18n.tsx'

/** Words that every form needs: save, copy, try again. */
export const useKitText = (): Translate<keyof typeof catalogue> => useText<keyof typeof catalogue>('kit')
