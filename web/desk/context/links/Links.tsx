import { useQuery } from '@tanstack/react-query'
import { Link, useParams } from '@tanstack/react-router'
import { Link2, X } from 'lucide-react'
import { useState } from 'react'
import type {
  ConversationSnapshot,
  LinkedTicket,
  TicketLinks,
  TicketView,
} from '../../../../server/tickets/contract.ts'
import { api } from '../../../kit/http.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { IconButton } from '../../../kit/ui/IconButton.tsx'
import { Picker } from '../../../kit/ui/Picker.tsx'
import { StatusMark } from '../../../kit/ui/StatusMark.tsx'
import { useDeskText } from '../../app/text.ts'
import { useBulk } from '../../inbox/bulk/useBulk.ts'
import { useStore } from '../../live/store.ts'
import { bulk } from '../../live/bulk.ts'
import { type ActionsText, useActionsText } from '../../ticket/dialogs/text.ts'
import { useTicket } from '../../ticket/useTicket.ts'
import { Block } from '../Block.tsx'
import css from './Links.module.css'

type Part = { name: Parameters<ActionsText>[0]; tickets: readonly LinkedTicket[] }

/** Other tickets this one has to do with; a solved problem offers to solve its incidents. */
export function Links({ snapshot, ticket }: { snapshot: ConversationSnapshot; ticket: TicketView }) {
  const a = useActionsText()
  const { change } = useTicket(snapshot)
  const { edit } = useBulk()
  const solving = useStore(bulk)
  const { id } = snapshot.conversation
  const links = useQuery({
    // A bulk edit may have solved some of them.
    queryKey: ['links', id, ticket.version, solving?.state],
    queryFn: () => api.get<TicketLinks>(`/conversations/${id}/links`),
    placeholderData: (before) => before,
    staleTime: 5_000,
  }).data
  const mayChange = snapshot.may.solve && ticket.status !== 'closed'
  const mayBeIncident = mayChange && ticket.problemId === null && (ticket.type === null || ticket.type === 'incident')
  if (!links) return null
  const one = (found: LinkedTicket | null) => (found === null ? [] : [found])
  const parts: Part[] = [
    { name: 'links.mergedInto', tickets: one(links.mergedInto) },
    { name: 'links.merged', tickets: links.merged },
    { name: 'links.follows', tickets: one(links.follows) },
    { name: 'links.followUps', tickets: links.followUps },
    { name: 'links.problem', tickets: one(links.problem) },
    { name: 'links.incidents', tickets: links.incidents },
  ]
  const shown = parts.filter(({ tickets }) => tickets.length > 0)
  const open = links.openIncidents
  const isOver = ticket.status === 'solved' || ticket.status === 'closed'
  if (shown.length === 0 && !mayBeIncident) return null
  return (
    <Block title={a('links.title')}>
      {shown.map(({ name, tickets }) => (
        <div key={name} className={css['part']}>
          <h4>{a(name)}</h4>
          <ul>
            {tickets.map((each) => (
              <li key={each.id}>
                <Ticket ticket={each} />
                {name === 'links.problem' && mayChange && (
                  <IconButton
                    size="s"
                    label={a('links.unlink', { id: each.id })}
                    onPress={() => void change({ problemId: null })}
                  >
                    <X size={13} aria-hidden />
                  </IconButton>
                )}
              </li>
            ))}
          </ul>
        </div>
      ))}
      {ticket.type === 'problem' && isOver && open.length > 0 && (
        <div className={css['offer']}>
          <p>{a('links.solve.text', { n: open.length })}</p>
          <Button size="s" variant="primary" onPress={() => void edit(open, { status: 'solved' })}>
            {a('links.solve', { n: open.length })}
          </Button>
        </div>
      )}
      {mayBeIncident && <ChooseProblem besides={ticket.id} onChoose={(problemId) => void change({ problemId })} />}
    </Block>
  )
}

function Ticket({ ticket }: { ticket: LinkedTicket }) {
  const t = useDeskText()
  const { view = 'all' } = useParams({ strict: false })
  return (
    <Link
      to="/inbox/$view/$conversationId"
      params={{ view, conversationId: String(ticket.conversationId) }}
      className={css['ticket']}
    >
      <StatusMark status={ticket.status} />
      <span>
        #{ticket.id} {ticket.subject || t('subject.none')}
      </span>
    </Link>
  )
}

function ChooseProblem({ besides, onChoose }: { besides: number; onChoose: (problemId: number) => void }) {
  const a = useActionsText()
  const [isOpen, setOpen] = useState(false)
  const [q, setQ] = useState('')
  const problems = useQuery({
    queryKey: ['problems', q],
    queryFn: () => api.get<LinkedTicket[]>('/problem-tickets', { q }),
    enabled: isOpen,
    placeholderData: (before) => before,
    staleTime: 5_000,
  }).data
  return (
    <Picker
      label={a('links.choose')}
      none={a('links.noProblem')}
      value={null}
      isOpen={isOpen}
      onOpenChange={setOpen}
      onSearch={setQ}
      onChange={(id) => onChoose(Number(id))}
      items={(problems ?? [])
        .filter(({ id }) => id !== besides)
        .map(({ id, subject }) => ({ id: String(id), label: `#${id} ${subject}` }))}
      trigger={
        <Button size="s" variant="quiet" icon={<Link2 size={14} aria-hidden />}>
          {a('links.choose')}
        </Button>
      }
    />
  )
}
