import { useNavigate } from '@tanstack/react-router'
import { useEffect, useState } from 'react'
import type { Me } from '../../../server/identity/contract.ts'
import type { EventView } from '../../../server/platform/protocol.ts'
import { Refused } from '../../kit/http.ts'
import { toast } from '../../kit/ui/toast.ts'
import { meQuery, queryClient, refresh } from '../app/queries.ts'
import { useDeskText } from '../app/text.ts'
import { bulkTold } from '../live/bulk.ts'
import { createDesk, type Desk } from '../live/desk.ts'
import { showNotification } from './alerts.ts'

/** The server was out of reach when it was asked who is signed in. */
const AGAIN_MS = 3_000

/** One live desk for as long as the person is signed in here. */
export function useLiveDesk(me: Me): Desk | null {
  const t = useDeskText()
  const navigate = useNavigate()
  const [desk, setDesk] = useState<Desk | null>(null)
  const [life, setLife] = useState(0)
  useEffect(() => {
    const made: Desk = createDesk({
      me,
      onAccount,
      onMe: (now) => queryClient.setQueryData(meQuery.queryKey, now),
      onNotification(notification) {
        refresh('notifications')
        if (notification.kind === 'mention' || made.viewed() !== notification.conversationId)
          showNotification(
            t(`notification.${notification.kind}`, { name: notification.by }),
            notification.text,
            () =>
              void navigate({
                to: '/inbox/$view/$conversationId',
                params: { view: 'all', conversationId: String(notification.conversationId) },
              }),
          )
      },
      onSubmitted({ ticket }) {
        if (ticket.status !== 'solved' || ticket.undoUntil === null) return
        const seconds = Math.floor((Date.parse(ticket.undoUntil) - made.now()) / 1000)
        if (seconds < 1) return
        const undo = () => {
          made
            .do('ticket.undo_solve', { conversationId: ticket.conversationId })
            .catch(() => toast({ text: t('undo.late'), tone: 'bad' }))
        }
        toast({ text: t('undo.solved', { id: ticket.id }), seconds, action: { label: t('undo'), onPress: undo } })
      },
    })
    setDesk(made)
    let isOver = false
    const stop = made.line.subscribe(() => {
      const { state, code } = made.line.get()
      if (state === 'closed' && code === 4401) void again()
    })
    return () => {
      isOver = true
      stop()
      made.stop()
    }

    /** The rights changed, and a new hello has the new ones; or the sign-in is over. */
    async function again(): Promise<void> {
      try {
        await queryClient.fetchQuery({ ...meQuery, staleTime: 0 })
        setLife((before) => before + 1)
      } catch (error) {
        if (error instanceof Refused && error.code === 'not_signed_in') {
          queryClient.clear()
          await navigate({ to: '/sign-in', search: { next: location.pathname } })
        } else if (!isOver) setTimeout(() => void again(), AGAIN_MS)
      }
    }
    // The desk lives as long as the person; texts and the person's own changes do not make a new one.
    // oxlint-disable-next-line react/exhaustive-deps
  }, [me.id, life])
  return desk
}

/** What is shown of the account is read again when somebody changed it. */
function onAccount(event: EventView): void {
  if (event.type.startsWith('mail.')) refresh('mail', 'mails')
  else if (event.type.startsWith('group.')) refresh('groups', 'directory')
  else if (event.type.startsWith('brand.')) refresh('brands')
  else if (event.type === 'routing.configured') refresh('routing')
  else if (event.type.startsWith('ticket_definitions.')) refresh('definitions')
  else if (event.type.startsWith('organization.')) refresh('organizations', 'organization', 'contacts', 'contact')
  else if (event.type.startsWith('channel.') || event.type.startsWith('style.')) refresh('channels', 'styles')
  else if (event.type.startsWith('schedule.')) refresh('schedules')
  else if (event.type.startsWith('role.')) refresh('me', 'roles')
  else if (event.type.startsWith('view.')) refresh('views')
  else if (event.type.startsWith('rule.')) refresh('rules', 'macros')
  else if (event.type.startsWith('saved_reply.')) refresh('saved-replies')
  else if (event.type.startsWith('survey.')) refresh('surveys')
  else if (event.type.startsWith('webhook.')) refresh('webhooks')
  else if (event.type.startsWith('sla_policy.')) refresh('sla-policies')
  else if (event.type.startsWith('routing.')) refresh('agent-statuses', 'routing-names', 'routing')
  // Told in the three simple words too, which is what everybody is shown.
  else if (event.type === 'agent.status_changed') refresh('routing')
  else if (event.type.startsWith('bulk_edit.')) bulkTold(event.data)
  else if (event.type.startsWith('notification.')) refresh('notifications')
  else refresh('me', 'directory', 'users')
}
