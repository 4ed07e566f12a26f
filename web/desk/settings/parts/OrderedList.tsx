import { Link } from '@tanstack/react-router'
import { Ellipsis, SearchX } from 'lucide-react'
import { type ReactNode, useDeferredValue, useState } from 'react'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { IconButton } from '../../../kit/ui/IconButton.tsx'
import { Menu } from '../../../kit/ui/Menu.tsx'
import { Switch } from '../../../kit/ui/Switch.tsx'
import { Tag } from '../../../kit/ui/Tag.tsx'
import { Hidden } from '../../../kit/ui/Hidden.tsx'
import { useSettingsText } from '../text.ts'
import { ReorderList } from './ReorderList.tsx'
import { LackSwitch } from './LackSwitch.tsx'
import { SearchInput } from './SearchInput.tsx'
import { matches } from './matches.ts'
import css from './OrderedList.module.css'
import bar from './Toolbar.module.css'

/** One line: something with a name that has a place in an order, and is on or off. */
export type OrderedItem = {
  id: number
  name: string
  /** What it is, in a few words. */
  facts: string
  icon?: ReactNode
  /** `isLack`: a language in which a text is missing. */
  tags?: readonly { text: string; tone?: 'plain' | 'ok' | 'warn' | 'bad' | 'accent'; isLack?: boolean }[]
  active: boolean
  /** Can be switched off and deleted; a default cannot. */
  isFixed?: boolean
  /** Its page: `fields/7`. */
  path: string
}

type OrderedListProps = {
  label: string
  items: readonly OrderedItem[]
  /** The search above; absent where there are few. */
  search?: string
  /** Absent: their order is that of their names. */
  onOrder?: (ids: number[]) => unknown
  /** Absent: they are always on. */
  onActive?: (id: number, active: boolean) => void
  onDuplicate: (id: number) => void
  onDelete: (id: number) => void
}

/** Rules, fields, forms …: found by typing, put in order, switched, copied and deleted. */
export function OrderedList({ label, items, search, onOrder, onActive, onDuplicate, onDelete }: OrderedListProps) {
  const t = useSettingsText()
  const [typed, setTyped] = useState('')
  // Hundreds of lines are drawn a moment later than the letters.
  const wanted = useDeferredValue(typed)
  const [isLacking, setLacking] = useState(false)
  const lacking = items.filter(lacksTexts)
  // The last one may have got its text meanwhile.
  const isNarrow = isLacking && lacking.length > 0
  const found = (isNarrow ? lacking : items).filter(({ name, facts }) => matches(wanted, [name, facts]))
  const isWhole = found.length === items.length
  return (
    <>
      {items.length > 0 && (search !== undefined || lacking.length > 0) && (
        <div className={bar['bar']}>
          {search !== undefined && <SearchInput label={search} value={typed} onChange={setTyped} isMain />}
          <LackSwitch n={lacking.length} isOn={isNarrow} onChange={setLacking} />
          <Hidden>
            <span role="status">{typed === '' && !isNarrow ? '' : t('order.found', { n: found.length })}</span>
          </Hidden>
        </div>
      )}
      {found.length === 0 && items.length > 0 && (
        <EmptyState icon={<SearchX size={22} aria-hidden />} title={t('order.none')} text={t('order.none.text')} />
      )}
      {found.length > 0 && (
        <ReorderList
          label={label}
          items={found}
          nameOf={({ name }) => name}
          // Where some are hidden, a place between two says nothing about those.
          onOrder={isWhole && items.length > 1 ? onOrder : undefined}
        >
          {(item) => (
            <>
              {item.icon}
              <span className={css['words']} data-off={!item.active}>
                <Link to="/settings/$" params={{ _splat: item.path }} className={css['name']}>
                  {item.name}
                </Link>
                <span>{item.facts}</span>
              </span>
              {item.tags?.map(({ text, tone = 'plain' }) => (
                <Tag key={text} tone={tone}>
                  {text}
                </Tag>
              ))}
              <span className={css['controls']}>
                {onActive && (
                  <Switch
                    aria-label={t('order.active', { name: item.name })}
                    isSelected={item.active}
                    isDisabled={item.isFixed === true}
                    onChange={(active) => onActive(item.id, active)}
                  >
                    <Hidden>{item.name}</Hidden>
                  </Switch>
                )}
                <Menu
                  label={t('order.more', { name: item.name })}
                  placement="bottom end"
                  trigger={
                    <IconButton label={t('order.more', { name: item.name })}>
                      <Ellipsis size={18} aria-hidden />
                    </IconButton>
                  }
                  onAction={(action) => (action === 'copy' ? onDuplicate(item.id) : onDelete(item.id))}
                  groups={[
                    { entries: [{ id: 'copy', label: t('order.duplicate') }] },
                    {
                      entries:
                        item.isFixed === true ? [] : [{ id: 'delete', label: t('order.delete'), isDanger: true }],
                    },
                  ]}
                />
              </span>
            </>
          )}
        </ReorderList>
      )}
    </>
  )
}

const lacksTexts = ({ tags = [] }: OrderedItem): boolean => tags.some(({ isLack }) => isLack)
