import { type Read, read } from '../../platform/http/read.ts'
import type { TicketDefinitions } from './contract.ts'
import { maySeeDefinitions } from './policy.ts'
import { readDefinitions } from './queries.ts'

export const definitionReads: Read[] = [
  read(
    '/api/v1/ticket-definitions',
    { may: maySeeDefinitions, about: 'Fields, forms and statuses of tickets, in their order.' },
    ({ db }): Promise<TicketDefinitions> => readDefinitions(db),
  ),
]
