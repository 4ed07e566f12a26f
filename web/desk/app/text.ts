import type catalogue from '../../../locales/en/desk.json'
import { type Translate, useText } from '../../kit/i18n.tsx'

export type TextKey = keyof typeof catalogue
export type DeskText = Translate<TextKey>

export const useDeskText = (): DeskText => useText<TextKey>('desk')
