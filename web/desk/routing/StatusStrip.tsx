import { Button } from '../../kit/ui/Button.tsx'
import { useColleagues } from '../app/queries.ts'
import { useSaid } from '../app/said.ts'
import { useDeskText } from '../app/text.ts'
import strip from '../shell/ConnectionStrip.module.css'
import { useWorkText } from './text.ts'
import { useStatus } from './useStatus.ts'
import { minutesAndSeconds, useWrapUp } from './useWrapUp.ts'

/** Said when it matters: somebody else, or a silence, has changed the person's status; or he has time to write up. */
export default function StatusStrip() {
  const w = useWorkText()
  const t = useDeskText()
  const said = useSaid()
  const colleagues = useColleagues()
  const { work, status, statuses, choose, endWrapUp } = useStatus()
  const left = useWrapUp(work)
  const online = statuses.find(({ key }) => key === 'online')
  const cause = work?.cause
  const isMoved = cause === 'lost' || cause === 'idle' || cause === 'missed' || cause === 'forced'
  const isShown = work && status && online && isMoved && status.id !== online.id
  return (
    <div role="status">
      {isShown && (
        <div className={strip['strip']}>
          <span>
            {w(`strip.${cause}`, {
              status: said(status.names),
              n: work.missed,
              name: colleagues.find(({ id }) => id === work.forcedBy)?.name ?? t('someone'),
            })}
          </span>
          <Button size="s" onPress={() => choose(online.id)}>
            {w('strip.online')}
          </Button>
        </div>
      )}
      {left > 0 && (
        <div className={strip['strip']}>
          {/* Said once, not each second. */}
          <span aria-live="off">{w('wrapUp.strip', { time: minutesAndSeconds(left) })}</span>
          <Button size="s" onPress={endWrapUp}>
            {w('wrapUp.done')}
          </Button>
        </div>
      )}
    </div>
  )
}
