import type { RecipeUseView } from '../../../../server/rules/contract.ts'
import type { ChannelView } from '../../../../server/channels/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { Section } from '../../../kit/ui/Page.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { useTimes } from '../../app/times.ts'
import { Alert } from '../parts/Alert.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useEndingsText } from './endings-text.ts'
import css from './Styles.module.css'

/** What was set up by a recipe, and the way back. */
export function RecipeUses({ uses, channels }: { uses: readonly RecipeUseView[]; channels: readonly ChannelView[] }) {
  const e = useEndingsText()
  const times = useTimes()
  const undo = useCommand('recipe.undo', { refreshes: ['styles', 'channels', 'rules', 'audit'] })
  const run = async (useId: number) => {
    if (await undo.run({ useId })) toast({ text: e('recipes.undone'), tone: 'ok' })
  }
  if (uses.length === 0) return null
  return (
    <Section title={e('recipes.uses')} description={e('recipes.uses.text')}>
      {undo.error && <Alert>{undo.error}</Alert>}
      <ul className={css['uses']}>
        {uses.map(({ id, recipe, channelId, at, undoneAt }) => {
          const name = e(`recipe.${recipe}`)
          const channel = channels.find((each) => each.id === channelId)?.name ?? ''
          return (
            <li key={id}>
              <span>{e('recipes.use', { name, channel })}</span>
              <time dateTime={at}>{times.ago(at)}</time>
              {undoneAt === null ? (
                <Button
                  size="s"
                  onPress={() => void run(id)}
                  isPending={undo.isPending}
                  aria-label={e('recipes.undo.of', { name, channel })}
                >
                  {e('recipes.undo')}
                </Button>
              ) : (
                <span>{e('recipes.isUndone')}</span>
              )}
            </li>
          )
        })}
      </ul>
    </Section>
  )
}
