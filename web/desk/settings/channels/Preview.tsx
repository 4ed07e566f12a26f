import { MessageCircle, X } from 'lucide-react'
import { type CSSProperties, useEffect, useRef, useState } from 'react'
import type { WidgetConfig } from '../../../../server/channels/contract.ts'
import { useLocale } from '../../../kit/i18n.tsx'
import { Segments } from '../../../kit/ui/Segments.tsx'
import { useLanguageName } from '../parts/useLanguageName.ts'
import { useSettingsText } from '../text.ts'
import type { ChannelDraft } from './channel-draft.ts'
import { localesOf } from './channel-texts.ts'
import { textOn } from './contrast.ts'
import { exampleOpening, type Presence, previewConfig } from './preview-config.ts'
import css from './Preview.module.css'

/** The real widget, told what is in the form instead of what is stored. Nothing written in it is sent. */
export function Preview({ draft }: { draft: ChannelDraft }) {
  const t = useSettingsText()
  const languageName = useLanguageName()
  const [locale, setLocale] = useState<string>(useLocale())
  const [presence, setPresence] = useState<Presence>('online')
  const [isOpen, setOpen] = useState(true)
  const frame = useRef<HTMLIFrameElement>(null)
  useFrame(frame, previewConfig(draft, locale, { presence, opens: exampleOpening(locale) }), isOpen, setOpen)
  const { colour, position, launcher, offset } = draft.settings.appearance
  const place: CSSProperties = {
    backgroundColor: colour,
    color: textOn(colour),
    [position]: 16,
    bottom: Math.min(offset, 60),
  }
  return (
    <>
      <div className={css['controls']}>
        <Segments
          label={t('preview.language')}
          value={locale}
          onChange={setLocale}
          items={localesOf(draft.settings, draft.defaultLocale).map((id) => ({ id, label: languageName(id) }))}
        />
        <Segments
          label={t('preview.people')}
          value={presence}
          onChange={setPresence}
          items={[
            { id: 'online', label: t('preview.online') },
            { id: 'away', label: t('preview.away') },
            { id: 'closed', label: t('preview.closed') },
          ]}
        />
      </div>
      <div className={css['page']}>
        <iframe ref={frame} className={css['frame']} src="/widget/preview" title={t('preview')} hidden={!isOpen} />
        {launcher === 'round' ? (
          <button
            type="button"
            aria-label={t(isOpen ? 'preview.close' : 'preview.open')}
            className={css['launcher']}
            style={place}
            onClick={() => setOpen(!isOpen)}
          >
            {isOpen ? <X size={22} aria-hidden /> : <MessageCircle size={24} aria-hidden />}
          </button>
        ) : (
          <p className={css['none']}>{t('preview.noLauncher')}</p>
        )}
      </div>
      <p className={css['note']}>{t('preview.text')}</p>
    </>
  )
}

/** Plays the page around the widget: answers its `ready`, then tells it of each change. */
function useFrame(
  frame: React.RefObject<HTMLIFrameElement | null>,
  config: WidgetConfig,
  isOpen: boolean,
  setOpen: (isOpen: boolean) => void,
): void {
  const [isReady, setReady] = useState(false)
  const told = JSON.stringify(config)
  const latest = useRef(config)
  latest.current = config

  useEffect(() => {
    const say = (message: object) => frame.current?.contentWindow?.postMessage(message, location.origin)
    const hear = ({ source, origin, data }: MessageEvent<unknown>) => {
      if (source !== frame.current?.contentWindow || origin !== location.origin || !isSaid(data)) return
      if (data.t === 'ready') {
        say({ t: 'init', config: latest.current, stored: {}, page: { url: location.origin, title: '' } })
        say({ t: 'open', withFocus: false })
        setReady(true)
      } else if (data.t === 'close') setOpen(false)
      else if (data.t === 'open') setOpen(true)
    }
    addEventListener('message', hear)
    return () => removeEventListener('message', hear)
  }, [frame, setOpen])

  useEffect(() => {
    if (!isReady) return
    const timer = setTimeout(() => {
      frame.current?.contentWindow?.postMessage({ t: 'config', config: latest.current }, location.origin)
    }, 120)
    return () => clearTimeout(timer)
  }, [frame, isReady, told])

  useEffect(() => {
    if (!isReady) return
    const message = isOpen ? { t: 'open', withFocus: false } : { t: 'close' }
    frame.current?.contentWindow?.postMessage(message, location.origin)
  }, [frame, isReady, isOpen])
}

const isSaid = (data: unknown): data is { t: unknown } => typeof data === 'object' && data !== null && 't' in data
