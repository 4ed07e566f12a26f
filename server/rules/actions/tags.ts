import { setFields } from '../../tickets/index.ts'
import type { ActionKind } from './action.ts'

export const addTags: ActionKind<'add_tags'> = {
  change: (ticket, { tags }) => setFields(ticket, { tags: [...ticket.tags, ...tags] }),
}
export const removeTags: ActionKind<'remove_tags'> = {
  change: (ticket, { tags }) => {
    const gone = new Set(setFields({ ...ticket, tags: [] }, { tags }).tags)
    return setFields(ticket, { tags: ticket.tags.filter((tag) => !gone.has(tag)) })
  },
}
export const setTags: ActionKind<'set_tags'> = {
  change: (ticket, { tags }) => setFields(ticket, { tags }),
}
