import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronRight, MessageCircle, Plus } from 'lucide-react'
import { useState } from 'react'
import type { ChannelView } from '../../../../server/channels/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { Tag } from '../../../kit/ui/Tag.tsx'
import { Back } from '../parts/Back.tsx'
import lines from '../parts/Lines.module.css'
import { Loaded } from '../parts/Loaded.tsx'
import { brandsQuery, channelsQuery, groupsQuery, stylesQuery } from '../queries.ts'
import { useStyleName } from '../styles/useEffectText.ts'
import { Transfer } from '../transfer/Transfer.tsx'
import { useSettingsText } from '../text.ts'
import { missingTexts } from './channel-texts.ts'
import { textOn } from './contrast.ts'
import { NewChannel } from './NewChannel.tsx'
import css from './ChannelList.module.css'

export function ChannelList() {
  const t = useSettingsText()
  const channels = useQuery(channelsQuery)
  const [isMaking, setMaking] = useState(false)
  const make = (
    <Button variant="primary" icon={<Plus size={16} aria-hidden />} onPress={() => setMaking(true)}>
      {t('channels.new')}
    </Button>
  )
  return (
    <Page
      title={t('section.channels')}
      description={t('channels.text')}
      back={<Back to="/settings" label={t('settings')} isNarrowOnly />}
      actions={
        <>
          <Transfer kind="channel" />
          {channels.data?.length !== 0 && make}
        </>
      }
    >
      <Loaded query={channels}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState
              icon={<MessageCircle size={22} aria-hidden />}
              title={t('channels.none')}
              text={t('channels.none.text')}
            >
              {make}
            </EmptyState>
          ) : (
            <ul className={lines['lines']}>
              {all.map((channel) => (
                <li key={channel.id}>
                  <Line channel={channel} />
                </li>
              ))}
            </ul>
          )
        }
      </Loaded>
      {isMaking && <NewChannel onClose={() => setMaking(false)} />}
    </Page>
  )
}

function Line({ channel }: { channel: ChannelView }) {
  const t = useSettingsText()
  const styleName = useStyleName()
  const brands = useQuery(brandsQuery).data ?? []
  const groups = useQuery(groupsQuery).data ?? []
  const style = useQuery(stylesQuery).data?.find(({ id }) => id === channel.styleId)
  const { colour } = channel.settings.appearance
  const brand = brands.length > 1 ? brands.find(({ id }) => id === channel.brandId)?.name : undefined
  const group = groups.find(({ id }) => id === channel.groupId)?.name
  const facts = [t('channels.widget'), style && styleName(style), group ?? t('channels.noGroup'), brand]
  const missing = missingTexts(channel.settings, channel.defaultLocale).length
  return (
    <Link to="/settings/$" params={{ _splat: `channels/${channel.id}` }} className={lines['line']}>
      <span className={css['icon']} style={{ backgroundColor: colour, color: textOn(colour) }} aria-hidden>
        <MessageCircle size={18} />
      </span>
      <span className={lines['words']}>
        <b>{channel.name}</b>
        <span>{facts.filter(Boolean).join(' · ')}</span>
      </span>
      <span className={lines['side']}>
        {missing > 0 && <Tag tone="warn">{t('channels.missing', { n: missing })}</Tag>}
        {channel.origins.length === 0 && <Tag tone="warn">{t('channels.nowhere')}</Tag>}
        <Tag tone={channel.active ? 'ok' : 'plain'}>{t(channel.active ? 'channels.on' : 'channels.off')}</Tag>
      </span>
      <ChevronRight size={16} aria-hidden />
    </Link>
  )
}
