import { ChevronDown } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components/Button'
import type { TicketView } from '../../../server/tickets/contract.ts'
import { Button, buttonClass } from '../../kit/ui/Button.tsx'
import { Menu } from '../../kit/ui/Menu.tsx'
import { StatusMark } from '../../kit/ui/StatusMark.tsx'
import { useDefinitions } from '../app/queries.ts'
import { useSaid } from '../app/said.ts'
import { useStatusWord } from '../app/status-word.ts'
import { useDeskText } from '../app/text.ts'
import css from './SubmitButton.module.css'

type Chosen = 'open' | 'pending' | 'hold' | 'solved'
/** Where the ticket goes; the number names a status of the account's own. */
export type Choice = { status: Chosen; statusId?: number }
const statuses = ['open', 'pending', 'hold', 'solved'] as const satisfies readonly Chosen[]

type SubmitButtonProps = {
  ticket: TicketView
  /** What the next submit sets, where a macro says so. */
  next: Chosen | undefined
  isNote: boolean
  isEmpty: boolean
  isWaiting: boolean
  maySolve: boolean
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  onSubmit: (choice?: Choice) => void
}

/** "Send · stay Open ▾": the text and what becomes of the ticket, as one update. */
export function SubmitButton({
  ticket,
  next,
  isNote,
  isEmpty,
  isWaiting,
  maySolve,
  isOpen,
  onOpenChange,
  onSubmit,
}: SubmitButtonProps) {
  const t = useDeskText()
  const statusWord = useStatusWord()
  const said = useSaid()
  const own = useDefinitions().data?.statuses ?? []
  const word =
    next !== undefined && next !== ticket.status
      ? statusWord(next, null)
      : ticket.status === 'new'
        ? statusWord('open', null)
        : statusWord(ticket.status, ticket.statusId)
  const choices = statuses.flatMap((status): (Choice & { id: string; label: string })[] => {
    const named = own.filter(({ category, active }) => category === status && active)
    if (named.length === 0) return [{ status, id: status, label: statusWord(status, null) }]
    return named.map(({ id, label }) => ({ status, statusId: id, id: String(id), label: said(label) }))
  })
  const verb = isNote ? 'note' : 'reply'
  return (
    <div className={css['split']}>
      <Button variant="primary" isDisabled={isEmpty || isWaiting} onPress={() => onSubmit()}>
        {!maySolve ? t(`submit.${verb}`) : t(`submit.${verb}.${next === undefined ? 'stay' : 'as'}`, { status: word })}
      </Button>
      {maySolve && (
        <Menu
          label={t('submit.as')}
          placement="top end"
          isOpen={isOpen}
          onOpenChange={onOpenChange}
          onAction={(id) => {
            const choice = choices.find((each) => each.id === id)
            if (choice)
              onSubmit({
                status: choice.status,
                ...(choice.statusId !== undefined && { statusId: choice.statusId }),
              })
          }}
          trigger={
            <AriaButton className={`${buttonClass('primary')} ${css['more']}`} aria-label={t('submit.as')}>
              <ChevronDown size={16} aria-hidden />
            </AriaButton>
          }
          groups={[
            {
              title: isEmpty ? t('submit.asEmpty') : t('submit.as'),
              entries: choices.map(({ id, label, status, statusId }) => ({
                id,
                label,
                icon: <StatusMark status={status} isDecorative />,
                isChosen: ticket.status === status && (statusId === undefined || statusId === ticket.statusId),
              })),
            },
          ]}
        />
      )}
    </div>
  )
}
