import { useBlocker } from '@tanstack/react-router'
import { useRef, useState } from 'react'
import { useConfirm } from '../../../kit/ui/confirm.tsx'
import { same } from './same.ts'
import { useKitText } from './useKitText.ts'

/** What is being edited. As long as nothing is changed it follows what is stored. `isSame`: where the order of lists matters. */
export function useDraft<T extends object>(stored: T, isSame: (a: T, b: T) => boolean = same) {
  const [changes, setChanges] = useState<Partial<T>>({})
  const draft: T = { ...stored, ...changes }
  const isDirty = !isSame(draft, stored)
  const leaving = useRef(false)
  useLeaveGuard(() => isDirty && !leaving.current)
  return {
    draft,
    isDirty,
    set: (change: Partial<T>) => {
      leaving.current = false
      setChanges((before) => ({ ...before, ...change }))
    },
    reset: () => {
      leaving.current = true
      setChanges({})
    },
    /** Saved or given up: the page may be left without a question. */
    leave: () => {
      leaving.current = true
    },
  }
}

/** Nobody loses what was typed by a wrong click. */
function useLeaveGuard(isDirty: () => boolean): void {
  const t = useKitText()
  const confirm = useConfirm()
  useBlocker({
    enableBeforeUnload: isDirty,
    async shouldBlockFn({ current, next }) {
      // Another part of the same form: its tabs are addresses.
      if (!isDirty() || formOf(current.pathname) === formOf(next.pathname)) return false
      return !(await confirm({
        title: t('leave.title'),
        text: t('leave.text'),
        yes: t('leave.yes'),
        no: t('leave.no'),
        isDanger: true,
      }))
    },
  })
}

const formOf = (path: string): string => path.split('/').slice(0, 4).join('/')
