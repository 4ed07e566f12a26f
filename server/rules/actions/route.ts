import { changeSkills, pinToQueue, setAsEmail } from '../../routing/index.ts'
import { assign, rowOf } from '../../tickets/index.ts'
import { toolsOf } from '../tools.ts'
import type { ActionKind } from './action.ts'

/** What was asked for before is asked for no more. Where it goes is decided after all rules, in the routing stage. */
export const setSkills: ActionKind<'set_skills'> = {
  named: ({ skillIds }) => ({ skills: skillIds }),
  async effect(_ticket, { skillIds, required }, { ctx, update }) {
    const skills = skillIds.map((id) => ({ id, required }))
    return changeSkills(ctx, update.conversationId, skills, null) ? 'set_skills' : null
  },
}

/** Beside those it wants already; required is required, whoever asked less. */
export const addSkills: ActionKind<'add_skills'> = {
  named: ({ skillIds }) => ({ skills: skillIds }),
  async effect(_ticket, { skillIds, required }, { ctx, update }) {
    const before = rowOf(ctx, update.conversationId)?.routing?.skills ?? []
    const isRequired = (id: number) => required || before.some((skill) => skill.id === id && skill.required)
    const skills = [...before, ...skillIds.map((id) => ({ id, required: isRequired(id) }))]
    return changeSkills(ctx, update.conversationId, skills, null) ? 'add_skills' : null
  },
}

/** While routing is off, or the queue is, it stays where it is. */
export const setQueue: ActionKind<'set_queue'> = {
  named: ({ queueId }) => ({ queues: [queueId] }),
  change(ticket, { queueId }, { ctx }) {
    const { routing } = toolsOf(ctx)
    if (!routing.settings().enabled || routing.queue(queueId)?.active !== true || ticket.assigneeId === null)
      return ticket
    return assign(ticket, { assigneeId: null, groupId: ticket.groupId })
  },
  async effect(_ticket, { queueId }, { ctx, update }) {
    const { routing } = toolsOf(ctx)
    const queue = routing.queue(queueId)
    if (!routing.settings().enabled || queue?.active !== true) return null
    return pinToQueue(ctx, update.conversationId, queue) ? `set_queue:${queue.name}` : null
  },
}

export const setRoutingChannel: ActionKind<'set_routing_channel'> = {
  async effect(_ticket, { to }, { ctx, update }) {
    return setAsEmail(ctx, update.conversationId, to === 'email') ? 'set_routing_channel' : null
  },
}
