import type { Status } from '../../../server/tickets/contract.ts'
import { useText } from '../../kit/i18n.tsx'
import { useDefinitions } from './queries.ts'
import { useSaid } from './said.ts'

/** What a status is called: the account's own word, else the category's. */
export function useStatusWord(): (status: Status | 'bot', statusId: number | null) => string {
  const kit = useText('kit')
  const said = useSaid()
  const statuses = useDefinitions().data?.statuses ?? []
  return (status, statusId) => {
    const own = statuses.find(({ id, category }) => id === statusId && (category === status || status === 'closed'))
    return own && status !== 'closed' ? said(own.label) : kit(`status.${status}`)
  }
}

/** The same, only where it says more than the category does. */
export function useOwnStatus(): (status: Status | 'bot', statusId: number | null) => string | null {
  const said = useSaid()
  const statuses = useDefinitions().data?.statuses ?? []
  return (status, statusId) => {
    const own = statuses.find(({ id, category, isDefault }) => id === statusId && category === status && !isDefault)
    return own ? said(own.label) : null
  }
}
