import { refusals as channels } from './channels/contract.ts'
import { refusals as contacts } from './contacts/contract.ts'
import { refusals as conversations } from './conversations/contract.ts'
import { refusals as identity } from './identity/contract.ts'
import { refusals as platform } from './platform/pure/refusal.ts'
import { refusals as routing } from './routing/contract.ts'
import { refusals as rules } from './rules/contract.ts'
import { refusals as schedules } from './schedules/contract.ts'
import { refusals as surveys } from './surveys/contract.ts'
import { refusals as tickets } from './tickets/contract.ts'
import { refusals as transfer } from './transfer/contract.ts'

/** Every refusal code with its HTTP status. */
export const refusals: Readonly<Record<string, number>> = {
  ...platform,
  ...identity,
  ...schedules,
  ...contacts,
  ...conversations,
  ...tickets,
  ...channels,
  ...surveys,
  ...routing,
  ...rules,
  ...transfer,
}
export const statusOf = (code: string): number => refusals[code] ?? 500
