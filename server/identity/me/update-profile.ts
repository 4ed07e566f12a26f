import { command } from '../../platform/commands/command.ts'
import { record } from '../../platform/commands/context.ts'
import { UpdateProfile } from '../contract.ts'
import { ACCOUNT, agentStream, userChanged } from '../events.ts'
import { isUser, userOf } from '../policy.ts'
import { getMe, lockProfile, updateProfileRow } from '../queries/users.ts'

export const updateProfile = command(
  'profile.update',
  { input: UpdateProfile, may: isUser, about: 'Change your own name, alias, language, theme and preferences.' },
  async (ctx, input) => {
    const { userId } = userOf(ctx.actor)
    const before = await lockProfile(ctx.tx, userId)
    await updateProfileRow(ctx.tx, userId, {
      name: input.name?.trim() || before.name,
      alias: input.alias === undefined ? before.alias : input.alias?.trim() || null,
      locale: input.locale ?? before.locale,
      theme: input.theme ?? before.theme,
      preferences: { ...before.preferences, ...input.preferences },
    })
    const seenByOthers = input.name !== undefined || input.alias !== undefined
    record(ctx, userChanged, { stream: seenByOthers ? ACCOUNT : agentStream(userId), by: ctx.actor, data: { userId } })
    return getMe(ctx.tx, userId)
  },
)
