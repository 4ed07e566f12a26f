/** Who does something. Permissions and scope come from the role, at the moment the request was authenticated. */
export type UserActor = {
  kind: 'user'
  userId: number
  loginId: number
  name: string
  permissions: ReadonlySet<string>
  scope: { tickets: 'all' | 'groups' | 'mine'; brands: number[] | null }
  groups: readonly number[]
}
export type VisitorActor = {
  kind: 'visitor'
  visitorId: number
  contactId: number
  channelId: number
  signedIn: boolean
  blocked: boolean
}
export type Actor =
  | { kind: 'nobody' }
  | VisitorActor
  | UserActor
  | { kind: 'bot'; botId: number }
  | { kind: 'rule'; ruleId: number }
  | { kind: 'connector'; channelId: number }
  | { kind: 'api'; keyId: number }
  | { kind: 'system' }

export const nobody: Actor = { kind: 'nobody' }
export const system: Actor = { kind: 'system' }

/** How an actor is stored beside what it did: `contact` for visitors, since tokens rotate and people stay. */
export type StoredActor = {
  kind: 'contact' | 'agent' | 'bot' | 'rule' | 'connector' | 'api' | 'system' | 'nobody'
  id: number | null
}

export function storedActor(actor: Actor): StoredActor {
  switch (actor.kind) {
    case 'visitor':
      return { kind: 'contact', id: actor.contactId }
    case 'user':
      return { kind: 'agent', id: actor.userId }
    case 'bot':
      return { kind: 'bot', id: actor.botId }
    case 'rule':
      return { kind: 'rule', id: actor.ruleId }
    case 'connector':
      return { kind: 'connector', id: actor.channelId }
    case 'api':
      return { kind: 'api', id: actor.keyId }
    case 'system':
    case 'nobody':
      return { kind: actor.kind, id: null }
  }
}

export function may(actor: Actor, permission: string): actor is UserActor {
  return actor.kind === 'user' && actor.permissions.has(permission)
}
