import { queryOptions, useQuery } from '@tanstack/react-query'
import { useState } from 'react'
import type { RecipesView } from '../../../../server/rules/contract.ts'
import type { ChannelView } from '../../../../server/channels/contract.ts'
import { api } from '../../../kit/http.ts'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { Select } from '../../../kit/ui/Select.tsx'
import { Back } from '../parts/Back.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { channelsQuery } from '../queries.ts'
import { useSettingsText } from '../text.ts'
import { useEndingsText } from './endings-text.ts'
import { RecipeCard } from './RecipeCard.tsx'
import { RecipeUses } from './RecipeUses.tsx'
import css from './Styles.module.css'

const recipesQuery = queryOptions({
  // Read anew with the styles: both change together.
  queryKey: ['styles', 'recipes'],
  queryFn: () => api.get<RecipesView>('/recipes'),
})

/** Set-ups for typical trades: what each sets is shown, applied with one click, and can be undone. */
export function Recipes() {
  const t = useSettingsText()
  const e = useEndingsText()
  const recipes = useQuery(recipesQuery)
  const channels = useQuery(channelsQuery)
  return (
    <Page
      title={e('recipes')}
      description={e('recipes.text')}
      back={<Back to="/settings/styles" label={t('section.styles')} />}
    >
      <Loaded query={recipes}>
        {(known) => <Loaded query={channels}>{(all) => <Chosen known={known} channels={all} />}</Loaded>}
      </Loaded>
    </Page>
  )
}

function Chosen({ known, channels }: { known: RecipesView; channels: readonly ChannelView[] }) {
  const e = useEndingsText()
  const [first] = channels
  const [channelId, setChannelId] = useState(first?.id)
  const channel = channels.find(({ id }) => id === channelId)
  if (channel === undefined) return <EmptyState title={e('recipes.noChannel')} text={e('recipes.noChannel.text')} />
  return (
    <>
      <Select
        className={css['channel'] ?? ''}
        label={e('recipes.channel')}
        value={String(channel.id)}
        items={channels.map(({ id, name }) => ({ id: String(id), label: name }))}
        onChange={(id) => setChannelId(Number(id))}
      />
      <ul className={css['styles']}>
        {known.recipes.map((recipe) => (
          <RecipeCard key={recipe.name} recipe={recipe} channel={channel} />
        ))}
      </ul>
      <RecipeUses uses={known.uses} channels={channels} />
    </>
  )
}
