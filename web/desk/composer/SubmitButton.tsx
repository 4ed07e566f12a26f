import { ChevronDown } from 'lucide-react'
import { Button as AriaButton } from 'react-aria-components/Button'
import type { TicketView } from '../../../server/tickets/contract.ts'
import { useText } from '../../kit/i18n.tsx'
import { Button, buttonClass } from '../../kit/ui/Button.tsx'
import { Menu } from '../../kit/ui/Menu.tsx'
import { StatusMark } from '../../kit/ui/StatusMark.tsx'
import { useDeskText } from '../app/text.ts'
import css from './SubmitButton.module.css'

export type Chosen = 'open' | 'pending' | 'hold' | 'solved'
const statuses = ['open', 'pending', 'hold', 'solved'] as const satisfies readonly Chosen[]

type SubmitButtonProps = {
  ticket: TicketView
  isNote: boolean
  isEmpty: boolean
  isWaiting: boolean
  maySolve: boolean
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  onSubmit: (status?: Chosen) => void
}

/** "Send · stay Open ▾": the text and what becomes of the ticket, as one update. */
export function SubmitButton({
  ticket,
  isNote,
  isEmpty,
  isWaiting,
  maySolve,
  isOpen,
  onOpenChange,
  onSubmit,
}: SubmitButtonProps) {
  const t = useDeskText()
  const kit = useText('kit')
  const word = kit(`status.${ticket.status === 'new' ? 'open' : ticket.status}`)
  const verb = isNote ? 'note' : 'reply'
  return (
    <div className={css['split']}>
      <Button variant="primary" isDisabled={isEmpty || isWaiting} onPress={() => onSubmit()}>
        {!maySolve ? t(`submit.${verb}`) : t(`submit.${verb}.stay`, { status: word })}
      </Button>
      {maySolve && (
        <Menu
          label={t('submit.as')}
          placement="top end"
          isOpen={isOpen}
          onOpenChange={onOpenChange}
          onAction={(id) => onSubmit(statuses.find((status) => status === id))}
          trigger={
            <AriaButton className={`${buttonClass('primary')} ${css['more']}`} aria-label={t('submit.as')}>
              <ChevronDown size={16} aria-hidden />
            </AriaButton>
          }
          groups={[
            {
              title: isEmpty ? t('submit.asEmpty') : t('submit.as'),
              entries: statuses.map((status) => ({
                id: status,
                label: kit(`status.${status}`),
                icon: <StatusMark status={status} isDecorative />,
                isChosen: ticket.status === status,
              })),
            },
          ]}
        />
      )}
    </div>
  )
}
