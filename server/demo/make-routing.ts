import type { App } from '../app.ts'
import { clock } from '../platform/clock.ts'
import type { UserActor } from '../platform/pure/actor.ts'
import { defaultSettings } from '../routing/contract.ts'

/**
 * Work finds somebody of the shop by itself: what is written in French goes to who speaks it, urgent things first. Made last,
 * so that only what waits now is offered.
 */
export async function makeRouting(
  { engine, reloadRouting }: Pick<App, 'engine' | 'reloadRouting'>,
  team: readonly UserActor[],
): Promise<void> {
  const lead = team.find(({ permissions }) => permissions.has('routing.manage'))
  if (lead === undefined) return
  const run = (name: string, input: object) => engine.executeAt(clock.now(), lead, name, input)
  const named = (...names: string[]) =>
    team.flatMap(({ name, userId }) => (names.includes(name) ? [{ userId, isPriority: false }] : []))
  await run('skill.save', { name: 'Français', agents: named('Léa Karim', 'Marc Dubois') })
  await run('skill.save', { name: 'English', agents: named('Emma Wilson', 'Noah Keller', 'Léa Karim') })
  // Three at once are few for whom the demo has busy.
  const everybody = team.map(({ userId }) => userId)
  await run('capacity_rule.save', { name: 'Boutique', email: 20, messaging: 8, call: 1, userIds: everybody })
  const groupIds = [...new Set(team.flatMap(({ groups }) => groups))]
  if (groupIds.length === 0) return
  const queue = { active: true, orderedBy: 'priority', secondaryGroupIds: [], overflowQueueId: null, targetPercent: 90 }
  await run('queue.save', {
    ...queue,
    name: 'Urgent',
    conditions: { all: [{ field: 'priority', operator: 'is', value: 'urgent' }], any: [] },
    shares: [{ percent: 100, groupIds }],
    overflowSeconds: null,
    targetSeconds: 60,
  })
  await run('queue.save', {
    ...queue,
    name: 'Français',
    conditions: { all: [{ field: 'locale', operator: 'is', value: 'fr' }], any: [] },
    shares: [{ percent: 100, groupIds }],
    overflowSeconds: null,
    targetSeconds: 300,
  })
  // Whoever looks around is not hurried.
  const offerSeconds = { ...defaultSettings.offerSeconds, messaging: 120 }
  await run('routing.save_settings', { ...defaultSettings, enabled: true, offerSeconds, missedOffers: 0 })
  await reloadRouting()
}
