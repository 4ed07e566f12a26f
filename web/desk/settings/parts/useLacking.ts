import { useState } from 'react'
import { missingIn } from './missing.ts'

type Texts = Readonly<Record<string, string>>

/** A list narrowed to those of which a text is missing in some language, while that is wanted and there are any. */
export function useLacking<Item>(items: readonly Item[], textsOf: (item: Item) => readonly Texts[]) {
  const [isWanted, setWanted] = useState(false)
  const lacking = items.filter((item) => missingIn(textsOf(item)).length > 0)
  // The last one may have got its text meanwhile.
  const isOn = isWanted && lacking.length > 0
  return { shown: isOn ? lacking : items, control: { n: lacking.length, isOn, onChange: setWanted } }
}
