import { audit, differences } from '../../identity/index.ts'
import { command, type SingleCommand } from '../../platform/commands/command.ts'
import { type Context, record } from '../../platform/commands/context.ts'
import type { Actor } from '../../platform/pure/actor.ts'
import { problemsIn } from '../../platform/pure/conditions/check.ts'
import type { Field } from '../../platform/pure/conditions/field.ts'
import type { AskFields } from '../definitions/index.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { keepSchedule } from '../../schedules/index.ts'
import { PolicyRef, RestorePolicy, SavePolicy, SortPolicies } from './contract.ts'
import { slaPolicyChanged } from './events.ts'
import { isOwnField, promisesNothing } from './model.ts'
import { mayManageSla } from './policy.ts'
import {
  hidePolicy,
  insertPolicy,
  listPolicies,
  listPolicyVersions,
  lockPolicies,
  lockPolicy,
  type Policy,
  setPolicyOrder,
  updatePolicy,
} from './queries.ts'

type Content = Pick<Policy, 'name' | 'active' | 'conditions' | 'scheduleId' | 'targets'>

const AUDITED = ['name', 'active', 'conditions', 'scheduleId', 'targets'] as const

/** It counts from now on, also for tickets that are open; those get their targets anew in the background [SL6]. */
export const savePolicy = (fields: AskFields): SingleCommand<typeof SavePolicy, { id: number; version: number }> =>
  command(
    'sla_policy.save',
    { input: SavePolicy, may: mayManageSla, about: 'Make or change a service level policy.' },
    async (ctx, { id, version, ...policy }) => {
      await lockPolicies(ctx.tx)
      const before = id === undefined ? null : await lockPolicy(ctx.tx, id)
      if (id !== undefined && before === null) throw new Refusal('sla_policy_not_found')
      if (before !== null && version !== undefined && version !== before.version)
        throw new Refusal('sla_policy_changed_meanwhile', { version: before.version })
      return save(ctx, fields, before, policy)
    },
  )

/** An older version becomes the newest one. */
export const restorePolicy = (
  fields: AskFields,
): SingleCommand<typeof RestorePolicy, { id: number; version: number }> =>
  command(
    'sla_policy.restore',
    { input: RestorePolicy, may: mayManageSla, about: 'Make an older version of a service level policy the newest.' },
    async (ctx, { policyId, version }) => {
      await lockPolicies(ctx.tx)
      const before = await lockPolicy(ctx.tx, policyId)
      const older = (await listPolicyVersions(ctx.tx, policyId)).find((each) => each.version === version)
      if (before === null || older === undefined) throw new Refusal('sla_policy_not_found')
      const { name, active, conditions, scheduleId, targets } = older
      return save(ctx, fields, before, { name, active, conditions, scheduleId, targets })
    },
  )

async function save(
  ctx: Context & { actor: Actor },
  fields: AskFields,
  before: Policy | null,
  given: Content,
): Promise<{ id: number; version: number }> {
  const policy = { ...given, name: given.name.trim() }
  const complaints = complaintsOf(policy, await fields(ctx.tx))
  if (complaints.length > 0) throw new Refusal('sla_policy_invalid', { fields: complaints })
  if (policy.scheduleId !== null) await keepSchedule(ctx.tx, policy.scheduleId)
  const by = { userId: ctx.actor.kind === 'user' ? ctx.actor.userId : null, at: ctx.now }
  const saved = before?.id ?? (await insertPolicy(ctx.tx, policy, by))
  if (before !== null) await updatePolicy(ctx.tx, saved, policy, by)
  const action = before === null ? 'sla_policy.created' : 'sla_policy.changed'
  await audit(ctx, ctx.actor, action, `sla_policy:${saved}`, differences(before, policy, AUDITED), policy.name)
  record(ctx, slaPolicyChanged, { stream: 'account', by: ctx.actor, data: { policyId: saved } })
  return { id: saved, version: (before?.version ?? 0) + 1 }
}

export const deletePolicy = command(
  'sla_policy.delete',
  {
    input: PolicyRef,
    may: mayManageSla,
    about: 'Delete a service level policy; open tickets take the next that fits.',
  },
  async (ctx, { policyId }) => {
    await lockPolicies(ctx.tx)
    const policy = await lockPolicy(ctx.tx, policyId)
    if (policy === null) throw new Refusal('sla_policy_not_found')
    await hidePolicy(ctx.tx, policyId, ctx.now)
    await audit(ctx, ctx.actor, 'sla_policy.deleted', `sla_policy:${policyId}`, {}, policy.name)
    record(ctx, slaPolicyChanged, { stream: 'account', by: ctx.actor, data: { policyId } })
    return null
  },
)

export const sortPolicies = command(
  'sla_policy.sort',
  {
    input: SortPolicies,
    may: mayManageSla,
    about: 'Put the policies in the order in which the first that fits applies.',
  },
  async (ctx, { ids }) => {
    await lockPolicies(ctx.tx)
    const policies = await listPolicies(ctx.tx)
    const there = policies.map(({ id }) => id)
    const names = (of: readonly number[]) => of.map((id) => policies.find((policy) => policy.id === id)?.name ?? '')
    // Somebody added or deleted one meanwhile: the order he saw is not this list's.
    if (there.length !== ids.length || !there.every((id) => ids.includes(id)))
      throw new Refusal('sla_policies_changed_meanwhile')
    await setPolicyOrder(ctx.tx, ids)
    await audit(ctx, ctx.actor, 'sla_policy.sorted', 'sla_policies', { order: [names(there), names(ids)] })
    record(ctx, slaPolicyChanged, { stream: 'account', by: ctx.actor, data: { policyId: null } })
    return null
  },
)

/** All that is wrong, each with its place. */
function complaintsOf({ name, conditions, targets }: Content, fields: ReadonlyMap<string, Field>) {
  const askable = new Map([...fields].filter(([field]) => !isOwnField(field)))
  const complaints: { field: string; message: string }[] = [...problemsIn(conditions, askable, 'state')]
  if (name === '') complaints.unshift({ field: 'name', message: 'missing' })
  if (promisesNothing(targets)) complaints.push({ field: 'targets', message: 'targets_missing' })
  return complaints
}
