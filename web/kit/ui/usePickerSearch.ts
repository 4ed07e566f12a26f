import { useState } from 'react'

/** Of a picker whose items are found elsewhere: whether it is open, and the letters typed since. */
export function usePickerSearch() {
  const [isOpen, setOpen] = useState(false)
  const [typed, setTyped] = useState('')
  const onOpenChange = (open: boolean) => {
    setOpen(open)
    setTyped('')
  }
  return { isOpen, typed: typed.trim(), search: { isOpen, onOpenChange, onSearch: setTyped } }
}
