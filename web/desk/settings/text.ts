import type catalogue from '../../../locales/en/settings.json'
import { type Translate, useText } from '../../kit/i18n.tsx'

export type SettingsKey = keyof typeof catalogue
export type SettingsText = Translate<SettingsKey>

export const useSettingsText = (): SettingsText => useText<SettingsKey>('settings')
