import { Lock } from 'lucide-react'
import { useDeskText } from '../app/text.ts'
import type { Closed, Way } from './channel.ts'
import css from './WayTabs.module.css'

const ways = ['chat', 'email', 'note'] as const satisfies readonly Way[]

/** The chat, email, or a note; a closed way can be looked at, and says why it is closed. */
export function WayTabs({ way, closed, onChoose }: { way: Way; closed: Closed; onChoose: (way: Way) => void }) {
  const t = useDeskText()
  return (
    <div className={css['ways']} role="group" aria-label={t('way.label')}>
      {ways.map((each) => {
        const isClosed = closed[each] !== null
        const isOff = each === 'chat' && isClosed
        return (
          <button
            key={each}
            type="button"
            aria-pressed={each === way}
            data-closed={isClosed}
            disabled={isOff}
            title={isOff ? t(`way.chat.${closed.chat ?? 'right'}`) : undefined}
            onClick={() => onChoose(each)}
          >
            {isClosed && <Lock size={12} aria-hidden />}
            {t(`way.${each}`)}
          </button>
        )
      })}
    </div>
  )
}
