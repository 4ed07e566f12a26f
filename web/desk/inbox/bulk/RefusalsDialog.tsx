import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import type { BulkReport } from '../../../../server/tickets/contract.ts'
import { api, Refused } from '../../../kit/http.ts'
import { useRefusalText } from '../../../kit/i18n.tsx'
import { Button } from '../../../kit/ui/Button.tsx'
import { Dialog } from '../../../kit/ui/Dialog.tsx'
import { Skeleton } from '../../../kit/ui/Spinner.tsx'
import { useText } from '../../../kit/i18n.tsx'
import { useBulkText } from './text.ts'
import css from './Bulk.module.css'

/** Each ticket that was not changed, and why. */
export function RefusalsDialog({ id, onClose }: { id: number; onClose: () => void }) {
  const b = useBulkText()
  const kit = useText('kit')
  const say = useRefusalText()
  const report = useQuery({
    queryKey: ['bulk', id, 'refusals'],
    queryFn: () => api.get<BulkReport>(`/bulk-edits/${id}`),
    staleTime: 0,
  })
  return (
    <Dialog
      title={b('refusals')}
      isOpen
      onClose={onClose}
      size="m"
      footer={<Button onPress={onClose}>{kit('close')}</Button>}
    >
      {report.isPending && <Skeleton lines={4} label={b('loading')} />}
      {report.isError && <p role="alert">{say(report.error)}</p>}
      <ul className={css['refusals']}>
        {report.data?.refusals.map(({ conversationId, ticket, code }) => (
          <li key={conversationId}>
            {ticket ? (
              <Link
                to="/inbox/$view/$conversationId"
                params={{ view: 'all', conversationId: String(conversationId) }}
                onClick={onClose}
              >
                #{ticket.id} {ticket.subject}
              </Link>
            ) : (
              <b>{b('refusals.gone')}</b>
            )}
            <span>{say(new Refused(code))}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}
