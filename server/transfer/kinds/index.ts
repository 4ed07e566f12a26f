import type { Sealing } from '../../platform/sealing.ts'
import type { AskFields } from '../../tickets/index.ts'
import type { SettingsKind } from '../contract.ts'
import { agentStatus } from './agent-status.ts'
import { brand } from './brand.ts'
import { capacityRule } from './capacity-rule.ts'
import { channel } from './channel.ts'
import { group } from './group.ts'
import type { Transferable } from './kind.ts'
import { macro } from './macro.ts'
import { queue } from './queue.ts'
import { role } from './role.ts'
import { rule } from './rule.ts'
import { savedReply } from './saved-reply.ts'
import { schedule } from './schedule.ts'
import { skill } from './skill.ts'
import { slaPolicy } from './sla-policy.ts'
import { style } from './style.ts'
import { styleRule } from './style-rule.ts'
import { survey } from './survey.ts'
import { ticketField } from './ticket-field.ts'
import { ticketForm } from './ticket-form.ts'
import { ticketStatus } from './ticket-status.ts'
import { view } from './view.ts'
import { webhook } from './webhook.ts'

export type Kinds = Readonly<Record<SettingsKind, Transferable>>

export const allKinds = (fields: AskFields, sealing: Pick<Sealing, 'seal'>): Kinds => ({
  brand,
  group,
  role,
  schedule,
  agent_status: agentStatus,
  skill,
  capacity_rule: capacityRule,
  ticket_field: ticketField,
  ticket_status: ticketStatus,
  ticket_form: ticketForm,
  style,
  channel,
  style_rule: styleRule,
  survey,
  webhook: webhook(sealing),
  queue: queue(fields),
  sla_policy: slaPolicy(fields),
  view: view(fields),
  saved_reply: savedReply,
  macro,
  trigger: rule('trigger', fields),
  messaging_trigger: rule('messaging_trigger', fields),
  automation: rule('automation', fields),
})
