import { useQuery } from '@tanstack/react-query'
import { CheckCheck, TriangleAlert, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import type { BulkReport, BulkView } from '../../../../server/tickets/contract.ts'
import { api } from '../../../kit/http.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { IconButton } from '../../../kit/ui/IconButton.tsx'
import { Spinner } from '../../../kit/ui/Spinner.tsx'
import { bulkTold, dismissBulk } from '../../live/bulk.ts'
import { useDesk } from '../../shell/DeskContext.tsx'
import { RefusalsDialog } from './RefusalsDialog.tsx'
import { useBulkText } from './text.ts'
import { useBulk } from './useBulk.ts'
import css from './Bulk.module.css'

const ASK_MS = 2_000

/** How the bulk edit goes, what was refused, and the way back. */
export default function BulkProgress({ view }: { view: BulkView }) {
  const b = useBulkText()
  const { undo } = useBulk()
  const [seesWhy, setSeesWhy] = useState(false)
  const isBusy = view.state === 'running' || view.state === 'undoing'
  const minutes = useMinutesLeft(view.undoUntil)
  // The line may have been cut while it was told.
  const report = useQuery({
    queryKey: ['bulk', view.id],
    queryFn: () => api.get<BulkReport>(`/bulk-edits/${view.id}`),
    refetchInterval: isBusy ? ASK_MS : false,
    staleTime: 0,
  })
  useEffect(() => {
    if (report.data) bulkTold(report.data)
  }, [report.data])
  const done = view.state === 'undoing' ? view.undone + view.kept : view.done + view.refused
  const total = view.state === 'undoing' ? view.done : view.total
  return (
    <section className={css['progress']} aria-label={b('progress')}>
      {isBusy ? (
        <Spinner size={16} />
      ) : view.refused > 0 ? (
        <TriangleAlert size={16} aria-hidden />
      ) : (
        <CheckCheck size={16} aria-hidden />
      )}
      <p role="status">
        {isBusy ? b(view.state === 'undoing' ? 'busy.undoing' : 'busy.running', { done, total }) : outcome(view, b)}
      </p>
      {!isBusy && (
        <IconButton label={b('dismiss')} size="s" onPress={() => dismissBulk(view.id)}>
          <X size={14} aria-hidden />
        </IconButton>
      )}
      {isBusy && <progress max={total} value={done} aria-label={b('progress')} />}
      {(view.refused > 0 || minutes > 0) && !isBusy && (
        <div className={css['actions']}>
          {view.refused > 0 && (
            <Button size="s" onPress={() => setSeesWhy(true)}>
              {b('why', { n: view.refused })}
            </Button>
          )}
          {minutes > 0 && view.done > 0 && (
            <Button size="s" onPress={() => void undo(view.id)}>
              {b('undo', { n: minutes })}
            </Button>
          )}
        </div>
      )}
      {seesWhy && <RefusalsDialog id={view.id} onClose={() => setSeesWhy(false)} />}
    </section>
  )
}

function outcome(view: BulkView, b: ReturnType<typeof useBulkText>): string {
  if (view.state === 'undone') return b('undone', { n: view.undone, kept: view.kept })
  return b('done', { n: view.done, refused: view.refused })
}

function useMinutesLeft(until: string | null): number {
  const { desk } = useDesk()
  const left = () => (until === null ? 0 : Math.max(0, Math.ceil((Date.parse(until) - desk.now()) / 60_000)))
  const [minutes, setMinutes] = useState(left)
  useEffect(() => {
    setMinutes(left())
    const timer = setInterval(() => setMinutes(left()), 5_000)
    return () => clearInterval(timer)
    // oxlint-disable-next-line react/exhaustive-deps
  }, [until])
  return minutes
}
