import type { App } from '../app.ts'
import { clock } from '../platform/clock.ts'
import type { UserActor } from '../platform/pure/actor.ts'

const none = { requester_wait: null, agent_work: null, resolution: null }
const aims = (first_reply: number, next_reply: number, business = false) => ({
  business,
  first_reply,
  next_reply,
  ...none,
})

/** How soon the shop answers: members of the club first. Made last, so that nobody is told of what is long over. */
export async function makePromises(
  { engine, reloadSla }: Pick<App, 'engine' | 'reloadSla'>,
  team: readonly UserActor[],
  club: { channelId: number; scheduleId: number },
): Promise<void> {
  const lead = team.find(({ permissions }) => permissions.has('rules.manage'))
  if (lead === undefined) return
  const save = (policy: object) =>
    engine.executeAt(clock.now(), lead, 'sla_policy.save', { active: true, scheduleId: null, ...policy })
  await save({
    name: 'Club',
    conditions: { all: [{ field: 'channelId', operator: 'is', value: club.channelId }], any: [] },
    scheduleId: club.scheduleId,
    targets: { urgent: aims(10, 15), high: aims(15, 30), normal: aims(30, 60), low: aims(120, 240, true) },
  })
  await save({
    name: 'Boutique',
    conditions: { all: [], any: [] },
    targets: {
      urgent: { ...aims(15, 30), resolution: 480 },
      high: { ...aims(30, 60), agent_work: 480 },
      normal: aims(60, 240),
      low: aims(480, 960, true),
    },
  })
  await reloadSla()
}
