import { AlarmClock } from 'lucide-react'
import { useState } from 'react'
import type { ConversationSnapshot, TicketView } from '../../../server/tickets/contract.ts'
import { Button } from '../../kit/ui/Button.tsx'
import { Dialog } from '../../kit/ui/Dialog.tsx'
import { IconButton } from '../../kit/ui/IconButton.tsx'
import { Menu } from '../../kit/ui/Menu.tsx'
import { TextField } from '../../kit/ui/TextField.tsx'
import { useDeskText } from '../app/text.ts'
import { useTimes } from '../app/times.ts'
import { useCommands } from '../shell/commands.ts'
import { localInput, snoozeChoices } from './snooze.ts'
import { useTicket } from './useTicket.ts'

/** Out of the way until a moment; any message of the customer wakes it before. */
export function SnoozeMenu({ snapshot, ticket }: { snapshot: ConversationSnapshot; ticket: TicketView }) {
  const t = useDeskText()
  const times = useTimes()
  const { change } = useTicket(snapshot)
  const [isOpen, setOpen] = useState(false)
  const [isPicking, setPicking] = useState(false)
  const choices = snoozeChoices(new Date(times.now))
  useCommands({ snooze: () => setOpen(true) }, snapshot.conversation.id)

  const sleep = (at: Date) => {
    const status = ticket.status === 'pending' ? 'pending' : 'hold'
    void change({ status, snoozedUntil: at.toISOString() })
  }
  const act = (id: string) => {
    const choice = choices.find((one) => one.id === id)
    if (choice) sleep(choice.at)
    else if (id === 'date') setPicking(true)
    else void change({ status: 'open', snoozedUntil: null })
  }
  return (
    <>
      <Menu
        label={t('snooze.title')}
        placement="bottom end"
        isOpen={isOpen}
        onOpenChange={setOpen}
        onAction={act}
        trigger={
          <IconButton
            label={
              ticket.snoozedUntil ? t('snooze.until', { date: times.brief(ticket.snoozedUntil) }) : t('snooze.title')
            }
            shortcut="z"
            placement="bottom"
            aria-pressed={ticket.snoozedUntil !== null}
          >
            <AlarmClock size={18} aria-hidden />
          </IconButton>
        }
        groups={[
          {
            title: t('snooze.title'),
            entries: choices.map(({ id, at }) => ({ id, label: t(`snooze.${id}`), description: times.brief(at) })),
          },
          {
            entries: [
              { id: 'date', label: t('snooze.date') },
              ...(ticket.snoozedUntil ? [{ id: 'wake', label: t('snooze.wake') }] : []),
            ],
          },
        ]}
      />
      {isPicking && <DateDialog onClose={() => setPicking(false)} onChosen={sleep} />}
    </>
  )
}

function DateDialog({ onClose, onChosen }: { onClose: () => void; onChosen: (at: Date) => void }) {
  const t = useDeskText()
  const [text, setText] = useState(() => localInput(snoozeChoices(new Date())[1]?.at ?? new Date()))
  const at = new Date(text)
  const isPast = Number.isNaN(at.getTime()) || at.getTime() <= Date.now()
  return (
    <Dialog
      title={t('snooze.title')}
      isOpen
      onClose={onClose}
      footer={
        <Button
          variant="primary"
          isDisabled={isPast}
          onPress={() => {
            onChosen(at)
            onClose()
          }}
        >
          {t('snooze.set')}
        </Button>
      }
    >
      <TextField
        label={t('snooze.dateLabel')}
        type="datetime-local"
        value={text}
        onChange={setText}
        autoFocus
        error={isPast ? t('snooze.past') : undefined}
      />
    </Dialog>
  )
}
