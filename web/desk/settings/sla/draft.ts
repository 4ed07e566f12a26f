import type { SlaPolicyView, Targets } from '../../../../server/tickets/contract.ts'

export type PolicyDraft = {
  name: string
  active: boolean
  all: SlaPolicyView['conditions']['all']
  any: SlaPolicyView['conditions']['any']
  scheduleId: number | null
  targets: Targets
}

const aims = (business: boolean, first: number, next: number, resolution: number) => ({
  business,
  first_reply: first,
  next_reply: next,
  requester_wait: null,
  agent_work: null,
  resolution,
})
/** Where a new policy begins: something sensible, to be changed. */
const usual: Targets = {
  low: aims(true, 480, 480, 2_880),
  normal: aims(true, 240, 240, 1_440),
  high: aims(true, 60, 60, 480),
  urgent: aims(false, 15, 30, 240),
}

export const draftOf = (policy: SlaPolicyView | null): PolicyDraft => ({
  name: policy?.name ?? '',
  active: policy?.active ?? true,
  all: policy?.conditions.all ?? [],
  any: policy?.conditions.any ?? [],
  scheduleId: policy?.scheduleId ?? null,
  targets: policy?.targets ?? usual,
})

export const contentOf = ({ all, any, ...draft }: PolicyDraft) => ({ ...draft, conditions: { all, any } })
