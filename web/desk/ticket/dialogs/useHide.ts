import { useNavigate } from '@tanstack/react-router'
import { useRefusalText } from '../../../kit/i18n.tsx'
import { toast, UNDO_SECONDS } from '../../../kit/ui/toast.ts'
import { refresh } from '../../app/queries.ts'
import { handlerOf } from '../../shell/commands.ts'
import { useDesk } from '../../shell/DeskContext.tsx'
import { useActionsText } from './text.ts'

/** Takes a conversation out of the desk, with its tab, and offers the way back. */
export function useHide(conversationId: number) {
  const a = useActionsText()
  const say = useRefusalText()
  const { desk } = useDesk()
  const navigate = useNavigate()
  const restore = async () => {
    try {
      await desk.do('conversation.restore', { conversationId })
      refresh('earlier', 'hidden')
      await navigate({
        to: '/inbox/$view/$conversationId',
        params: { view: 'all', conversationId: String(conversationId) },
      })
    } catch (error) {
      toast({ text: say(error), tone: 'bad' })
    }
  }
  return async (name: 'conversation.delete' | 'conversation.mark_spam', input: object = {}): Promise<boolean> => {
    try {
      await desk.do(name, { conversationId, ...input })
    } catch (error) {
      toast({ text: say(error), tone: 'bad' })
      return false
    }
    refresh('earlier', 'hidden')
    handlerOf('closeTab')?.()
    toast({
      text: a(name === 'conversation.delete' ? 'deleted' : 'spam.done'),
      seconds: UNDO_SECONDS,
      action: { label: a('undo'), onPress: () => void restore() },
    })
    return true
  }
}
