import { changeAvailability, differences } from '../../identity/index.ts'
import { command } from '../../platform/commands/command.ts'
import type { Tx } from '../../platform/db.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { availabilityOf, changeStatus } from '../availability/change-status.ts'
import { type AgentStatusView, SaveStatus, StatusRef } from '../contract.ts'
import { mayManageRouting } from '../policy.ts'
import { listStatuses } from '../queries.ts'
import { hideStatus, insertStatus, listInStatus, lockConfiguration, updateStatus } from './queries.ts'
import { tellConfigured } from './tell.ts'

const AUDITED = ['names', 'email', 'messaging', 'call', 'isBreak'] as const

/** A status of the account's own: what work it lets in, by family [AV1]. Whoever is in it is what it now says. */
export const saveStatus = command(
  'agent_status.save',
  { input: SaveStatus, may: mayManageRouting, about: 'Make or change a status of agents.' },
  async (ctx, { id, ...given }) => {
    const names = Object.fromEntries(
      Object.entries(given.names).flatMap(([locale, name]) => (name.trim() === '' ? [] : [[locale, name.trim()]])),
    )
    if (Object.keys(names).length === 0)
      throw new Refusal('agent_status_invalid', { fields: [{ field: 'names', message: 'missing' }] })
    const status = { ...given, names }
    await lockConfiguration(ctx.tx)
    const before = id === undefined ? null : await own(ctx.tx, id)
    const changes = differences(before, status, AUDITED)
    if (before !== null && Object.keys(changes).length === 0) return { id: before.id }
    const saved = before?.id ?? (await insertStatus(ctx.tx, status))
    if (before !== null) {
      await updateStatus(ctx.tx, saved, status)
      if (availabilityOf(before.messaging) !== availabilityOf(status.messaging))
        for (const userId of await listInStatus(ctx.tx, saved))
          await changeAvailability(ctx, ctx.actor, userId, availabilityOf(status.messaging))
    }
    const action = before === null ? 'agent_status.created' : 'agent_status.changed'
    await tellConfigured(ctx, {
      what: 'statuses',
      action,
      subject: `agent_status:${saved}`,
      changes,
      name: nameOf(status),
    })
    return { id: saved }
  },
)

/** Whoever is in it goes to the one of the four that lets as much messaging in. */
export const deleteStatus = command(
  'agent_status.delete',
  { input: StatusRef, may: mayManageRouting, about: 'Delete a status; who is in it goes to the nearest of the four.' },
  async (ctx, { statusId }) => {
    await lockConfiguration(ctx.tx)
    const status = await own(ctx.tx, statusId)
    const nearest = (await listStatuses(ctx.tx)).find(({ key }) => key === status.messaging)
    if (nearest === undefined) throw new Error(`there is no status ${status.messaging}`)
    for (const userId of await listInStatus(ctx.tx, statusId))
      await changeStatus(ctx, ctx.actor, userId, nearest, 'forced')
    await hideStatus(ctx.tx, statusId, ctx.now)
    await tellConfigured(ctx, {
      what: 'statuses',
      action: 'agent_status.deleted',
      subject: `agent_status:${statusId}`,
      name: nameOf(status),
    })
    return null
  },
)

async function own(tx: Tx, id: number): Promise<AgentStatusView> {
  const status = (await listStatuses(tx)).find((each) => each.id === id)
  if (status === undefined) throw new Refusal('agent_status_not_found')
  if (status.key !== null) throw new Refusal('agent_status_built_in')
  return status
}

const nameOf = ({ names }: { names: Record<string, string> }): string | null =>
  names['en'] ?? Object.values(names)[0] ?? null
