import type { ConversationSnapshot, TicketView } from '../../../../server/tickets/contract.ts'
import { lazyPart } from '../../../kit/lazy-part.ts'
import type { DialogKind } from './kinds.ts'

const DeleteNow = lazyPart(() => import('./DeleteNow.tsx'))
const FollowUp = lazyPart(() => import('./FollowUpDialog.tsx'))
const Merge = lazyPart(() => import('./MergeDialog.tsx'))
const History = lazyPart(() => import('../history/HistoryDialog.tsx'))
const Queue = lazyPart(() => import('../../routing/QueueDialog.tsx'))
const Spam = lazyPart(() => import('./SpamDialog.tsx'))
const Style = lazyPart(() => import('./StyleDialog.tsx'))

export type DialogProps = { snapshot: ConversationSnapshot; ticket: TicketView; onClose: () => void }

/** What the menu of a conversation opens over it; each is fetched when it is wanted. */
export default function Dialogs({ kind, snapshot, onClose }: Omit<DialogProps, 'ticket'> & { kind: DialogKind }) {
  const { ticket } = snapshot
  if (ticket === null) return null
  const props = { snapshot, ticket, onClose }
  switch (kind) {
    case 'history':
      return <History {...props} />
    case 'spam':
      return <Spam {...props} />
    case 'delete':
      return <DeleteNow {...props} />
    case 'merge':
      return <Merge {...props} />
    case 'queue':
      return <Queue {...props} />
    case 'style':
      return <Style {...props} />
    case 'followUp':
      return <FollowUp {...props} />
  }
}
