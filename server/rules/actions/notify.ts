import { addNotifications, listMembers } from '../../identity/index.ts'
import type { ActionKind, Scene } from './action.ts'

export const notify: ActionKind<'notify'> = {
  afterClosing: true,
  named: ({ whom }) => (typeof whom === 'number' ? { users: [whom] } : {}),
  async effect(ticket, { whom, text }, scene) {
    const userId = whom === 'assignee' ? ticket.assigneeId : whom
    if (userId === null) return null
    await tell(scene, [userId], text)
    return `notify:${userId}`
  },
}

export const notifyGroup: ActionKind<'notify_group'> = {
  afterClosing: true,
  named: ({ groupId }) => (typeof groupId === 'number' ? { groups: [groupId] } : {}),
  async effect(ticket, { groupId, text }, scene) {
    const id = groupId === 'own' ? ticket.groupId : groupId
    if (id === null) return null
    await tell(scene, await listMembers(scene.ctx.tx, id), text)
    return `notify_group:${id}`
  },
}

async function tell({ ctx, rule, update, fill }: Scene, userIds: readonly number[], text: string): Promise<void> {
  const words = await fill(text)
  await addNotifications(
    ctx,
    userIds.map((userId) => ({
      userId,
      kind: 'rule',
      conversationId: update.conversationId,
      by: rule.title,
      text: words,
    })),
  )
}
