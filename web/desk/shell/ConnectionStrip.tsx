import { useEffect, useState } from 'react'
import { Button } from '../../kit/ui/Button.tsx'
import { useDeskText } from '../app/text.ts'
import { useStore } from '../live/store.ts'
import { useDesk } from './DeskContext.tsx'
import css from './ConnectionStrip.module.css'

/** Shown when it matters: the line is down for longer than a blink, or for good. */
export function ConnectionStrip() {
  const t = useDeskText()
  const { desk } = useDesk()
  const line = useStore(desk.line)
  const isLate = useLater(line.state === 'open' ? null : line.since, 1_500)

  const isClosed = line.state === 'closed' && line.code !== 1000 && line.code !== 4401
  const isShown = isClosed || (line.state !== 'open' && line.state !== 'closed' && isLate)
  return (
    <div role="status" className={css['place']}>
      {isShown && (
        <div className={css['strip']}>
          <span>{line.code === 4426 ? t('line.old') : isClosed ? t('line.closed') : t('line.waiting')}</span>
          {isClosed && (
            <Button size="s" onPress={() => location.reload()}>
              {t('broken.reload')}
            </Button>
          )}
        </div>
      )}
    </div>
  )
}

function useLater(since: number | null, milliseconds: number): boolean {
  const [late, setLate] = useState(false)
  useEffect(() => {
    setLate(false)
    if (since === null) return
    const timer = setTimeout(() => setLate(true), milliseconds)
    return () => clearTimeout(timer)
  }, [since, milliseconds])
  return late
}
