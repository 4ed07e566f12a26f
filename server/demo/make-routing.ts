import type { App } from '../app.ts'
import { clock } from '../platform/clock.ts'
import type { UserActor } from '../platform/pure/actor.ts'
import { defaultSettings } from '../routing/contract.ts'

/** From an instant on work finds somebody of the shop by itself: urgent things first, and what is written in French by itself. */
export async function makeRouting(
  { engine, reloadRouting }: Pick<App, 'engine' | 'reloadRouting'>,
  team: readonly UserActor[],
  at: Date,
): Promise<void> {
  const lead = team.find(({ permissions }) => permissions.has('routing.manage'))
  if (lead === undefined) return
  const run = (name: string, input: object) => engine.executeAt(at, lead, name, input)
  const named = (...names: string[]) =>
    team.flatMap(({ name, userId }) => (names.includes(name) ? [{ userId, isPriority: false }] : []))
  await run('skill.save', { name: 'Français', agents: named('Léa Karim', 'Marc Dubois') })
  await run('skill.save', { name: 'English', agents: named('Emma Wilson', 'Noah Keller', 'Léa Karim') })
  const everybody = team.map(({ userId }) => userId)
  await run('capacity_rule.save', { name: 'Boutique', email: 20, messaging: 4, call: 1, userIds: everybody })
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
  await saveSettings({ engine, reloadRouting }, lead, at, UNTIMED)
}

/** Timers act by the clock on the wall: while the past is told, an offer stands until it is answered. */
const UNTIMED = 0
/** Whoever looks around is not hurried. */
const LOOKING_AROUND = 120

/** From now on offers end by themselves. */
export async function timeOffers(
  app: Pick<App, 'engine' | 'reloadRouting'>,
  team: readonly UserActor[],
): Promise<void> {
  const lead = team.find(({ permissions }) => permissions.has('routing.manage'))
  if (lead !== undefined) await saveSettings(app, lead, clock.now(), LOOKING_AROUND)
}

async function saveSettings(
  { engine, reloadRouting }: Pick<App, 'engine' | 'reloadRouting'>,
  lead: UserActor,
  at: Date,
  messaging: number,
): Promise<void> {
  const offerSeconds = { ...defaultSettings.offerSeconds, messaging }
  const settings = { ...defaultSettings, enabled: true, offerSeconds, missedOffers: 0 }
  await engine.executeAt(at, lead, 'routing.save_settings', settings)
  await reloadRouting()
}
