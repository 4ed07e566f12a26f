import { useState } from 'react'
import type { MacroPreview, SavedReplyView } from '../../../server/rules/contract.ts'
import type { ConversationSnapshot, SubmitTicket, TicketChanges } from '../../../server/tickets/contract.ts'
import { api } from '../../kit/http.ts'
import { useRefusalText } from '../../kit/i18n.tsx'
import { toast } from '../../kit/ui/toast.ts'
import { refresh } from '../app/queries.ts'
import { useDeskText } from '../app/text.ts'
import { changesFor, changesNothing, nothingPending, withMacro } from './pending.ts'
import { textIn } from './replies.ts'

/** How a submit says which macros were put into it. */
export type MadeWith = Pick<SubmitTicket, 'macroIds' | 'withoutSurvey'>

/** Macros put into this composer: asked of the server, held until the next submit. */
export function usePending({ conversation, ticket }: Pick<ConversationSnapshot, 'conversation' | 'ticket'>) {
  const t = useDeskText()
  const say = useRefusalText()
  const [pending, setPending] = useState(nothingPending)
  const tell = (error: unknown) => toast({ text: say(error), tone: 'bad' })
  return {
    pending,
    isEmpty: changesNothing(pending),
    set: setPending,
    discard: () => setPending(nothingPending),
    /** Gives the text for the composer, where the macro has one. */
    async apply(macroId: number): Promise<MacroPreview['message']> {
      try {
        const preview = await api.get<MacroPreview>(`/macros/${macroId}/preview?conversationId=${conversation.id}`)
        setPending((before) => withMacro(before, preview, ticket ?? { tags: [] }))
        if (preview.without.length > 0) toast({ text: t('macro.left', { n: preview.without.length }) })
        return preview.message
      } catch (error) {
        tell(error)
        return null
      }
    },
    /** What goes with a submit; nothing is pending afterwards. */
    take(): { changes: TicketChanges } & MadeWith {
      const taken = {
        changes: changesFor(pending, ticket ?? { tags: [] }),
        macroIds: pending.macros.map(({ id }) => id),
        ...(pending.macros.length > 0 && pending.survey === null && { withoutSurvey: true }),
      }
      if (pending.macros.length > 0) {
        setPending(nothingPending)
        refresh('macros')
      }
      return taken
    },
    async wordsOf({ id, texts }: SavedReplyView, visibility: 'public' | 'note'): Promise<string | null> {
      const text = textIn(texts, conversation.locale)
      if (!text.includes('{{')) return text
      try {
        const address = `/saved-replies/${id}/filled?conversationId=${conversation.id}&visibility=${visibility}`
        return (await api.get<{ text: string }>(address)).text
      } catch (error) {
        tell(error)
        return null
      }
    },
  }
}
