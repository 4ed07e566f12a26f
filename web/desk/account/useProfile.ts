import { useQueryClient } from '@tanstack/react-query'
import type { Me } from '../../../server/identity/contract.ts'
import { useRefusalText } from '../../kit/i18n.tsx'
import { toast } from '../../kit/ui/toast.ts'
import { meQuery, refresh } from '../app/queries.ts'
import { useDesk } from '../shell/DeskContext.tsx'

type Changes = Partial<Pick<Me, 'name' | 'alias' | 'locale' | 'theme' | 'preferences'>>

/** Shown at once, then stored; a refusal puts it back. */
export function useProfile() {
  const { desk, me } = useDesk()
  const say = useRefusalText()
  const client = useQueryClient()
  return {
    me,
    async update(changes: Changes): Promise<boolean> {
      client.setQueryData(meQuery.queryKey, { ...me, ...changes })
      try {
        await desk.do('profile.update', changes)
        refresh('directory')
        return true
      } catch (error) {
        client.setQueryData(meQuery.queryKey, me)
        toast({ text: say(error), tone: 'bad' })
        return false
      }
    },
  }
}
