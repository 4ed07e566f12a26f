import { Suspense } from 'react'
import { Button } from 'react-aria-components/Button'
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog'
import { Popover } from 'react-aria-components/Popover'
import type { ConversationSnapshot } from '../../../../server/tickets/contract.ts'
import { mostUrgent } from '../../../../server/tickets/pure/sla-metrics.ts'
import { lazyPart } from '../../../kit/lazy-part.ts'
import popover from '../../../kit/ui/Popover.module.css'
import { useDeskText } from '../../app/text.ts'
import { SlaTag } from './SlaTag.tsx'

const SlaDetails = lazyPart(() => import('./SlaDetails.tsx'))

/** The target that presses most; on a press, all of them, and why. */
export function SlaBadge({ snapshot: { sla, ticket } }: { snapshot: ConversationSnapshot }) {
  const t = useDeskText()
  const mark = mostUrgent(sla?.targets ?? [])
  if (sla === null || mark === null) return null
  return (
    <DialogTrigger>
      <Button>
        <SlaTag mark={mark} />
      </Button>
      <Popover className={popover['popover'] ?? ''} placement="bottom start">
        <Dialog aria-label={t('sla.label')}>
          <Suspense fallback={null}>
            <SlaDetails sla={sla} priority={ticket?.priority ?? null} />
          </Suspense>
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
