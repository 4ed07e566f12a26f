import { useState } from 'react'
import type { ImportUndone } from '../../../../server/transfer/contract.ts'
import { api } from '../../../kit/http.ts'
import { useRefusalText } from '../../../kit/i18n.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { queryClient } from '../../app/queries.ts'
import { useList } from '../parts/useList.ts'
import { REFRESHES } from './queries.ts'
import { useTransferText } from './text.ts'

/** Takes an import back, and says what stays. Also from a notice that outlives its dialog. */
export function useUndoImport() {
  const t = useTransferText()
  const say = useRefusalText()
  const list = useList()
  const [pending, setPending] = useState<number | null>(null)
  return {
    pending,
    async run(importId: number): Promise<void> {
      setPending(importId)
      try {
        const { taken, left } = await api.command<ImportUndone>('setting.undo_import', { importId })
        const names = list(left.map(({ name }) => name))
        toast(
          left.length === 0
            ? { text: t('undone', { n: taken }), tone: 'ok' }
            : { text: t('undone.left', { n: taken, left: left.length, names }), seconds: 12 },
        )
      } catch (error) {
        toast({ text: say(error), tone: 'bad' })
      } finally {
        setPending(null)
        await Promise.all(REFRESHES.map((key) => queryClient.invalidateQueries({ queryKey: [key] })))
      }
    },
  }
}
