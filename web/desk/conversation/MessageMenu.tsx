import { Ellipsis } from 'lucide-react'
import { Suspense, useState } from 'react'
import { lazyPart } from '../../kit/lazy-part.ts'
import { useDeskText } from '../app/text.ts'
import type { Facts } from './facts.ts'
import type { MessageEvent } from './items.ts'
import css from './MessageMenu.module.css'

const OpenMessageMenu = lazyPart(() => import('./OpenMessageMenu.tsx'))

/** A plain button until it is first pressed: a thread has many messages, and few menus are opened. */
export function MessageMenu({ event, facts }: { event: MessageEvent; facts: Facts }) {
  const t = useDeskText()
  const [isWanted, setWanted] = useState(false)
  if (event.data.message.redacted) return null
  const button = (
    <button
      type="button"
      className={css['more']}
      aria-label={t('message.menu')}
      aria-haspopup="menu"
      aria-expanded={isWanted}
      onClick={() => setWanted(true)}
    >
      <Ellipsis size={15} aria-hidden />
    </button>
  )
  if (!isWanted) return button
  return (
    <Suspense fallback={button}>
      <OpenMessageMenu event={event} facts={facts} />
    </Suspense>
  )
}
