import { useMemo } from 'react'
import type { Colleague } from '../../../server/identity/contract.ts'
import type { ActorView } from '../../../server/platform/protocol.ts'
import type { ConversationSnapshot } from '../../../server/tickets/contract.ts'
import { useColleagues } from '../app/queries.ts'
import { type DeskText, useDeskText } from '../app/text.ts'
import { useGroupName } from '../app/useGroupName.ts'
import { nameOf } from '../inbox/Row.tsx'
import { type DataChanges, useDataChanges } from './useDataChanges.ts'
import { primaryEmail } from '../context/identities.ts'
import { useDesk } from '../shell/DeskContext.tsx'

/** What the lines of a thread need to know beside their event; the same object as long as nothing of it changed. */
export type Facts = {
  conversationId: number
  meId: number
  mayRedact: boolean
  contactName: string
  agentName: (id: number | null) => string
  groupName: (id: number | null) => string
  actorName: (by: ActorView) => string
  data: DataChanges
}

export function useFacts({ conversation, contact, may }: ConversationSnapshot): Facts {
  const t = useDeskText()
  const { me } = useDesk()
  const colleagues = useColleagues()
  const nameGroup = useGroupName()
  const data = useDataChanges()
  const contactName = nameOf({ id: contact.id, name: contact.name, email: primaryEmail(contact) }, t)
  return useMemo(
    () =>
      factsOf({
        t,
        meId: me.id,
        colleagues,
        nameGroup,
        contactName,
        data,
        conversationId: conversation.id,
        mayRedact: may.redact,
      }),
    [t, me.id, colleagues, nameGroup, contactName, data, conversation.id, may.redact],
  )
}

type Known = {
  t: DeskText
  meId: number
  colleagues: readonly Colleague[]
  nameGroup: (id: number) => string
  contactName: string
  data: DataChanges
  conversationId: number
  mayRedact: boolean
}

function factsOf({ t, colleagues, nameGroup, ...known }: Known): Facts {
  const agentName = (id: number | null): string => {
    if (id === null) return t('nobody')
    if (id === known.meId) return t('you.object')
    return colleagues.find((one) => one.id === id)?.name ?? t('someone')
  }
  return {
    ...known,
    agentName,
    groupName: (id) => (id === null ? t('noGroup') : nameGroup(id)),
    actorName(by) {
      switch (by.kind) {
        case 'agent':
          return by.id === known.meId ? t('you') : by.name
        case 'contact':
          return known.contactName
        case 'bot':
          return by.name ?? t('actor.bot')
        case 'rule':
        case 'system':
        case 'api':
          return t(`actor.${by.kind}`)
      }
    },
  }
}
