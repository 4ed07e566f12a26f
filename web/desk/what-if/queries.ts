import { queryOptions } from '@tanstack/react-query'
import type { SimulationLine, SimulationView } from '../../../server/routing/contract.ts'
import { api } from '../../kit/http.ts'

export const simulationsQuery = queryOptions({
  queryKey: ['simulations', 'all'],
  queryFn: () => api.get<SimulationLine[]>('/simulations'),
  staleTime: 2_000,
})
/** While it runs it is looked at each second. */
export const simulationQuery = (id: number) =>
  queryOptions({
    queryKey: ['simulations', id],
    queryFn: () => api.get<SimulationView>(`/simulations/${id}`),
    staleTime: 1_000,
    refetchInterval: ({ state }) => (state.data === undefined || state.data.state === 'running' ? 1_000 : false),
  })
