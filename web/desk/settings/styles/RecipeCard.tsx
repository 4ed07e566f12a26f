import { Check } from 'lucide-react'
import type { RecipeView } from '../../../../server/rules/contract.ts'
import type { ChannelView } from '../../../../server/channels/contract.ts'
import { useLocale } from '../../../kit/i18n.tsx'
import { Button } from '../../../kit/ui/Button.tsx'
import { useConfirm } from '../../../kit/ui/confirm.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { Alert } from '../parts/Alert.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useSettingsText } from '../text.ts'
import { useEndingsText } from './endings-text.ts'
import { useEffectText } from './useEffectText.ts'
import { useSilenceText } from './useSilenceText.ts'
import css from './Styles.module.css'

/** For whom it is, and each thing it sets in a sentence. */
export function RecipeCard({ recipe, channel }: { recipe: RecipeView; channel: ChannelView }) {
  const e = useEndingsText()
  const confirm = useConfirm()
  const sets = useSets(recipe)
  const apply = useCommand('recipe.apply', { refreshes: ['styles', 'channels', 'rules', 'audit'] })
  const name = e(`recipe.${recipe.name}`)
  const ask = async () => {
    const yes = await confirm({
      title: e('recipes.apply.title', { name, channel: channel.name }),
      text: e('recipes.apply.text'),
      yes: e('recipes.apply'),
    })
    if (yes && (await apply.run({ recipe: recipe.name, channelId: channel.id, name })))
      toast({ text: e('recipes.applied', { name, channel: channel.name }), tone: 'ok' })
  }
  return (
    <li className={css['card']}>
      <div className={css['head']}>
        <h2>{name}</h2>
        <span>
          <Button
            size="s"
            onPress={() => void ask()}
            isPending={apply.isPending}
            aria-label={e('recipes.apply.of', { name, channel: channel.name })}
          >
            {e('recipes.apply')}
          </Button>
        </span>
      </div>
      {apply.error && <Alert>{apply.error}</Alert>}
      <p className={css['recipe']}>{e(`recipe.${recipe.name}.text`)}</p>
      <ul className={css['sets']}>
        {sets.map((set) => (
          <li key={set}>
            <Check size={14} aria-hidden />
            {set}
          </li>
        ))}
      </ul>
    </li>
  )
}

const TOGGLES = ['customerMayEnd', 'agentsMayEnd', 'tellEnd'] as const

/** All that it sets, as it will be. */
function useSets({ style, settings, message }: RecipeView): string[] {
  const t = useSettingsText()
  const e = useEndingsText()
  const locale = useLocale()
  const closing = useEffectText()
  const silence = useSilenceText()
  const { unreadMailMinutes } = settings
  return [
    `${closing(style)} ${t(`style.${style.kind}.return`)}`,
    silence(style.inactivity ?? null),
    ...TOGGLES.flatMap((name) => {
      const value = settings[name]
      return value === undefined ? [] : [`${t(name)}${e('recipes.colon')}${t(`${name}.${value ? 'on' : 'off'}`)}`]
    }),
    ...(unreadMailMinutes === undefined ? [] : [e('recipes.unread', { n: unreadMailMinutes })]),
    ...(message === null ? [] : [e('recipes.message', { text: message[locale] ?? Object.values(message)[0] ?? '' })]),
  ]
}
