import { GripVertical } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { GridList, GridListItem } from 'react-aria-components/GridList'
import { useDragAndDrop } from 'react-aria-components/useDragAndDrop'
import { moved } from './moved.ts'
import { useSettingsText } from '../text.ts'
import css from './ReorderList.module.css'

type ReorderListProps<Item extends { id: number }> = {
  label: string
  items: readonly Item[]
  nameOf: (item: Item) => string
  /** All ids in their new order; what it gives is awaited, and the list shows the new order meanwhile. Absent: it stays. */
  onOrder?: ((ids: number[]) => unknown) | undefined
  /** A line, beside its handle: links, switches and menus may stand in it. */
  children: (item: Item) => ReactNode
}

/** A list put in order by dragging, or by the keyboard: Enter on a handle, arrow keys, Enter. Both are read out. */
export function ReorderList<Item extends { id: number }>(props: ReorderListProps<Item>) {
  const { label, items, nameOf, onOrder, children } = props
  const t = useSettingsText()
  const [pending, setPending] = useState<number[] | null>(null)
  const shown =
    pending === null
      ? items
      : items.toSorted((a, b) => (pending.indexOf(a.id) + 1 || Infinity) - (pending.indexOf(b.id) + 1 || Infinity))
  const order = async (ids: number[]) => {
    if (ids.every((id, index) => shown[index]?.id === id)) return
    setPending(ids)
    await onOrder?.(ids)
    setPending(null)
  }
  const { dragAndDropHooks } = useDragAndDrop({
    isDisabled: onOrder === undefined,
    getItems: (keys) => items.filter(({ id }) => keys.has(id)).map((item) => ({ 'text/plain': nameOf(item) })),
    onReorder: ({ keys, target }) => {
      if (target.dropPosition === 'on') return
      const ids = shown.map(({ id }) => id)
      void order(moved(ids, new Set([...keys].map(Number)), Number(target.key), target.dropPosition))
    },
  })
  return (
    <GridList
      aria-label={label}
      items={shown}
      dragAndDropHooks={dragAndDropHooks}
      keyboardNavigationBehavior="tab"
      className={css['list'] ?? ''}
      dependencies={[children, onOrder === undefined]}
    >
      {(item) => (
        <GridListItem id={item.id} textValue={nameOf(item)} className={css['item'] ?? ''}>
          {onOrder && (
            <Button slot="drag" className={css['handle'] ?? ''} aria-label={t('order.move', { name: nameOf(item) })}>
              <GripVertical size={16} aria-hidden />
            </Button>
          )}
          <div className={css['line']}>{children(item)}</div>
        </GridListItem>
      )}
    </GridList>
  )
}
