import type { ReactNode } from 'react'
import css from './Table.module.css'

type TableProps<Row> = {
  label: string
  columns: {
    id: string
    title: string
    cell: (row: Row) => ReactNode
    isNumber?: boolean
    /** Left out on a phone; what it says must stand elsewhere too, or not matter there. */
    isWideOnly?: boolean
    hideTitle?: boolean
    width?: string
  }[]
  rows: readonly Row[]
  rowKey: (row: Row) => string | number
  /** Shown instead of an empty table. */
  empty?: ReactNode
  /** On a phone each row is a block, one cell under the other: for cells that hold sentences. */
  isStacked?: boolean
}

/** A plain table; the first column names its row. What a row does is a link or button in its cells. */
export function Table<Row>({ label, columns, rows, rowKey, empty, isStacked = false }: TableProps<Row>) {
  if (rows.length === 0 && empty) return <>{empty}</>
  return (
    <div className={css['frame']} role="region" aria-label={label} tabIndex={0}>
      {/* The roles are said since a table that is laid out as blocks loses them. */}
      <table className={css['table']} data-stacked={isStacked} role="table">
        <thead>
          <tr>
            {columns.map(({ id, title, isNumber, isWideOnly, hideTitle, width }) => (
              <th
                key={id}
                scope="col"
                data-number={isNumber}
                data-wide={isWideOnly}
                style={width ? { width } : undefined}
              >
                {hideTitle ? <span className={css['hidden']}>{title}</span> : title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row) => (
            <tr key={rowKey(row)} role="row">
              {columns.map(({ id, cell, isNumber, isWideOnly }, index) =>
                index === 0 ? (
                  <th key={id} scope="row" role="rowheader">
                    {cell(row)}
                  </th>
                ) : (
                  <td key={id} role="cell" data-number={isNumber} data-wide={isWideOnly}>
                    {cell(row)}
                  </td>
                ),
              )}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  )
}
