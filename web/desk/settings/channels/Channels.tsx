import { useQuery } from '@tanstack/react-query'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { Back } from '../parts/Back.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { channelsQuery } from '../queries.ts'
import type { SectionProps } from '../sections.ts'
import { useSettingsText } from '../text.ts'
import { ChannelEditor } from './ChannelEditor.tsx'
import { ChannelList } from './ChannelList.tsx'

/** `3/texts` is a tab of channel 3. */
export default function Channels({ path: [id, tab] }: SectionProps) {
  const t = useSettingsText()
  const channels = useQuery(channelsQuery)
  if (id === undefined) return <ChannelList />
  const back = <Back to="/settings/channels" label={t('section.channels')} />
  const channel = channels.data?.find((each) => each.id === Number(id))
  if (channel) return <ChannelEditor key={channel.id} channel={channel} tab={tab ?? ''} />
  return (
    <Page title={t('section.channels')} back={back}>
      <Loaded query={channels}>{() => <EmptyState title={t('unknown.title')} text={t('unknown.text')} />}</Loaded>
    </Page>
  )
}
