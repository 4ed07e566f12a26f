import { setFields } from '../../tickets/index.ts'
import type { ActionKind } from './action.ts'

export const setPriority: ActionKind<'set_priority'> = {
  change: (ticket, { priority }) => setFields(ticket, { priority }),
}
