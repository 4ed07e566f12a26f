import { useEffect, useState } from 'react'
import { useDesk } from '../shell/DeskContext.tsx'
import { type Board, merged } from './merged.ts'

/** Agents and queues as they are now; null until the first answer. */
export function useSupervision(): Board | null {
  const { desk } = useDesk()
  const [board, setBoard] = useState<Board | null>(null)
  useEffect(() => desk.supervise((told, isAll) => setBoard((before) => (isAll ? told : merged(before, told)))), [desk])
  return board
}
