import { type RefObject, useEffect, useRef, useState } from 'react'

type Dropped = { place: RefObject<HTMLElement | null>; isOn: boolean; onFiles: (files: File[]) => void }

/** Files dropped anywhere on the conversation are attached; true while they hover over it. */
export function useDropped({ place, isOn, onFiles }: Dropped): boolean {
  const [isOver, setOver] = useState(false)
  const take = useRef(onFiles)
  take.current = onFiles
  useEffect(() => {
    const target = place.current?.parentElement
    if (!target || !isOn) return
    const carries = (event: DragEvent) => event.dataTransfer?.types.includes('Files') === true
    const over = (event: DragEvent) => {
      if (!carries(event)) return
      event.preventDefault()
      setOver(true)
    }
    const leave = (event: DragEvent) => {
      if (!(event.relatedTarget instanceof Node) || !target.contains(event.relatedTarget)) setOver(false)
    }
    const drop = (event: DragEvent) => {
      if (!carries(event)) return
      event.preventDefault()
      setOver(false)
      take.current([...(event.dataTransfer?.files ?? [])])
    }
    target.addEventListener('dragover', over)
    target.addEventListener('dragleave', leave)
    target.addEventListener('drop', drop)
    return () => {
      target.removeEventListener('dragover', over)
      target.removeEventListener('dragleave', leave)
      target.removeEventListener('drop', drop)
      setOver(false)
    }
  }, [place, isOn])
  return isOver
}
