import { useDefinitions } from '../../app/queries.ts'
import { useSaid } from '../../app/said.ts'
import { useViewsText } from './text.ts'

/** Own fields have labels of their own; the product's columns have theirs in the catalogue. */
export function useColumnName(): (column: string) => string {
  const v = useViewsText()
  const said = useSaid()
  const fields = useDefinitions().data?.fields ?? []
  return (column) => {
    if (!column.startsWith('fields.')) return v(`column.${column}`)
    const field = fields.find(({ id }) => column === `fields.${id}`)
    return field === undefined ? v('column.gone') : said(field.title)
  }
}
