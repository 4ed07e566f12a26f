import { useMemo } from 'react'
import type { CustomView, CustomViewKey, InboxRow } from '../../../../server/tickets/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { useDeskText } from '../../app/text.ts'
import { useStore } from '../../live/store.ts'
import { useDesk } from '../../shell/DeskContext.tsx'
import { addressOf, isPlainPress, useOpenConversation } from '../current.ts'
import { useCustomView } from '../views.ts'
import { inGroups } from './in-groups.ts'
import { useColumnName } from './useColumnName.ts'
import { useViewsText } from './text.ts'
import { useCell } from './useCell.tsx'
import css from './ViewTable.module.css'

/** A custom view in full: its columns, in its groups and order. A row opens its conversation. */
export default function ViewTable({ view: key }: { view: CustomViewKey }) {
  const view = useCustomView(key)
  return view === undefined ? null : <Whole key={key} view={view} name={key} />
}

function Whole({ view, name }: { view: CustomView; name: CustomViewKey }) {
  const t = useDeskText()
  const v = useViewsText()
  const { desk } = useDesk()
  const { rows, hasMore, isLoadingMore } = useStore(desk.inbox.of(name))
  const columnName = useColumnName()
  const cell = useCell()
  const { columns, group } = view.definition
  const groups = useMemo(() => inGroups(rows, group), [rows, group])
  if (rows.length === 0) return null
  return (
    <div className={css['place']} role="region" aria-label={view.title} tabIndex={0}>
      <table className={css['table']}>
        <caption>{view.title}</caption>
        <thead>
          <tr>
            {columns.map((column) => (
              <th key={column} scope="col">
                {columnName(column)}
              </th>
            ))}
          </tr>
        </thead>
        {groups.map(({ id, rows: inside }) => (
          <tbody key={id}>
            {group !== null && (
              <tr className={css['group']}>
                <th colSpan={columns.length} scope="rowgroup">
                  {inside[0] && (cell(inside[0], group) ?? v('nothing'))} <span>{inside.length}</span>
                </th>
              </tr>
            )}
            {inside.map((row) => (
              <Line key={row.conversationId} row={row} columns={columns} name={name} cell={cell} />
            ))}
          </tbody>
        ))}
      </table>
      {hasMore && (
        <div className={css['more']}>
          <Button onPress={() => void desk.inbox.more(name)} isPending={isLoadingMore}>
            {t('list.more')}
          </Button>
        </div>
      )}
    </div>
  )
}

type LineProps = {
  row: InboxRow
  columns: readonly string[]
  name: CustomViewKey
  cell: ReturnType<typeof useCell>
}

function Line({ row, columns, name, cell }: LineProps) {
  const open = useOpenConversation(name)
  return (
    <tr data-unread={row.unread > 0}>
      {columns.map((column, index) => {
        const shown = cell(row, column)
        if (index > 0) return <td key={column}>{shown}</td>
        return (
          <th key={column} scope="row">
            <a
              href={addressOf(name, row.conversationId)}
              onClick={(event) => {
                if (!isPlainPress(event)) return
                event.preventDefault()
                open(row.conversationId)
              }}
            >
              {shown ?? `#${row.ticketId ?? row.conversationId}`}
            </a>
          </th>
        )
      })}
    </tr>
  )
}
