import { deleteConversation, markSpam, purgeConversation, restoreConversation } from './commands.ts'

export { hide, restore } from './hide.ts'
export { mayDelete } from './policy.ts'
export { deleteHidden, findHidden } from './queries.ts'
export { hiddenReads } from './reads.ts'

export const hidingCommands = [deleteConversation, markSpam, restoreConversation, purgeConversation]
