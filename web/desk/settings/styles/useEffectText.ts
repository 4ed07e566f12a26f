import type { StyleView } from '../../../../server/channels/contract.ts'
import { useSettingsText } from '../text.ts'
import { durationOf } from './duration.ts'

type Recipe = Pick<StyleView, 'kind' | 'closeAfterSeconds' | 'undoSeconds'>

/** What a style does as it is set now: "Solved chats close after 1 hour." */
export function useEffectText(): (style: Recipe) => string {
  const t = useSettingsText()
  return ({ closeAfterSeconds, undoSeconds }) => {
    if (closeAfterSeconds === 0)
      return t(undoSeconds === 0 ? 'styles.effect.atOnce' : 'styles.effect.undo', { n: undoSeconds })
    const { amount, unit } = durationOf(closeAfterSeconds)
    return t('styles.effect.after', { after: t('duration', { n: amount, unit }) })
  }
}

type Named = Pick<StyleView, 'kind' | 'name' | 'builtIn'>

/** Built-in styles are called in the reader's language. */
export function useStyleName(): (style: Named) => string {
  const t = useSettingsText()
  return ({ kind, name, builtIn }) => (builtIn && kind !== 'custom' ? t(`style.${kind}`) : name)
}
