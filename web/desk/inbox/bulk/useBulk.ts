import type { BulkChanges, BulkView, HiddenKind } from '../../../../server/tickets/contract.ts'
import { useRefusalText } from '../../../kit/i18n.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { bulk } from '../../live/bulk.ts'
import { useDesk } from '../../shell/DeskContext.tsx'

/** Starts bulk edits and takes them back; a refusal of the whole is told at once. */
export function useBulk() {
  const { desk } = useDesk()
  const say = useRefusalText()
  const run = async (name: string, input: object): Promise<boolean> => {
    try {
      bulk.set(await desk.do<BulkView>(name, input))
      return true
    } catch (error) {
      toast({ text: say(error), tone: 'bad' })
      return false
    }
  }
  return {
    edit: (conversationIds: readonly number[], changes: BulkChanges) =>
      run('ticket.bulk_edit', { conversationIds, changes }),
    hide: (conversationIds: readonly number[], act: HiddenKind, blockContacts = false) =>
      run('ticket.bulk_edit', { conversationIds, act, ...(blockContacts && { blockContacts }) }),
    undo: (id: number) => run('ticket.bulk_undo', { id }),
  }
}
