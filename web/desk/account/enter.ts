import type { QueryClient } from '@tanstack/react-query'
import type { Me } from '../../../server/identity/contract.ts'
import { meQuery } from '../app/queries.ts'
import { speak } from '../app/locale.ts'

/** The cookie is set: whoever was here before leaves nothing behind. */
export async function enter(queryClient: QueryClient, { me }: { me?: Me }): Promise<void> {
  queryClient.clear()
  if (me) queryClient.setQueryData(meQuery.queryKey, me)
  const known = me ?? (await queryClient.fetchQuery(meQuery))
  await speak(known.locale)
}
