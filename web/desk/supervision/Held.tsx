import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { useState } from 'react'
import type { HeldView, WorkView } from '../../../server/routing/contract.ts'
import { useRefusalText } from '../../kit/i18n.tsx'
import { Button } from '../../kit/ui/Button.tsx'
import { useConfirm } from '../../kit/ui/confirm.tsx'
import { Dialog } from '../../kit/ui/Dialog.tsx'
import { Skeleton } from '../../kit/ui/Spinner.tsx'
import { TextField } from '../../kit/ui/TextField.tsx'
import { toast } from '../../kit/ui/toast.ts'
import { uuid7 } from '../../kit/uuid7.ts'
import { useTimes } from '../app/times.ts'
import { noteTo } from '../routing/moves.ts'
import { useDesk, useMay } from '../shell/DeskContext.tsx'
import { Move } from './Move.tsx'
import { heldQuery } from './queries.ts'
import { useSupervisionText } from './text.ts'
import css from './Supervision.module.css'

/** What an agent holds: a lead looks on, says a word to him, or takes over. */
export function Held({ work, name }: { work: WorkView; name: string }) {
  const t = useSupervisionText()
  const say = useRefusalText()
  const held = useQuery(heldQuery(work.userId, JSON.stringify(work.load)))
  if (held.isPending) return <Skeleton lines={2} label={t('loading')} />
  if (held.isError) return <p className={css['nothing']}>{t('failed', { reason: say(held.error) })}</p>
  if (held.data.length === 0) return <p className={css['nothing']}>{t('work.none', { name })}</p>
  return (
    <ul className={css['held']} aria-label={t('work', { name })}>
      {held.data.map((each) => (
        <Conversation key={each.conversationId} held={each} agent={{ id: work.userId, name }} />
      ))}
    </ul>
  )
}

type Agent = { id: number; name: string }

function Conversation({ held, agent }: { held: HeldView; agent: Agent }) {
  const t = useSupervisionText()
  const times = useTimes()
  const mayMove = useMay('conversations.assign')
  const state =
    held.state === 'offered'
      ? t('work.offered')
      : held.session === 'ended'
        ? t('work.ended')
        : held.session === 'inactive'
          ? t('work.quiet')
          : held.waitingSince === null
            ? null
            : t('work.waits', { span: times.span(Math.max(0, times.now - Date.parse(held.waitingSince))) })
  return (
    <li>
      <Link
        to="/inbox/$view/$conversationId"
        params={{ view: 'all', conversationId: String(held.conversationId) }}
        className={css['subject']}
      >
        <b>{held.contact || t('work.unnamed')}</b> {held.subject}
      </Link>
      <span className={css['state']}>{state}</span>
      {held.state === 'held' && (
        <span className={css['acts']}>
          <Whisper held={held} agent={agent} />
          {mayMove && <Move held={held} agent={agent} />}
          <TakeOver held={held} agent={agent} />
        </span>
      )}
    </li>
  )
}

/** A note that its agent is told of at once; never the customer. */
function Whisper({ held, agent }: { held: HeldView; agent: Agent }) {
  const t = useSupervisionText()
  const say = useRefusalText()
  const { desk } = useDesk()
  const [isOpen, setOpen] = useState(false)
  const [text, setText] = useState('')
  const send = async () => {
    try {
      await desk.do('ticket.submit', note(held.conversationId, text.trim(), agent.id))
      toast({ tone: 'ok', text: t('whisper.done', { name: agent.name }) })
      setOpen(false)
      setText('')
    } catch (error) {
      toast({ tone: 'bad', text: t('failed', { reason: say(error) }) })
    }
  }
  return (
    <>
      <Button size="s" onPress={() => setOpen(true)}>
        {t('whisper')}
      </Button>
      <Dialog
        title={t('whisper.title', { name: agent.name })}
        isOpen={isOpen}
        onClose={() => setOpen(false)}
        footer={
          <>
            <Button onPress={() => setOpen(false)}>{t('cancel')}</Button>
            <Button variant="primary" isDisabled={text.trim() === ''} onPress={() => void send()}>
              {t('whisper.send')}
            </Button>
          </>
        }
      >
        <p className={css['hint']}>{t('whisper.text', { name: agent.name })}</p>
        <TextField label={t('whisper.field')} rows={3} value={text} onChange={setText} autoFocus />
      </Dialog>
    </>
  )
}

function TakeOver({ held, agent }: { held: HeldView; agent: Agent }) {
  const t = useSupervisionText()
  const say = useRefusalText()
  const confirm = useConfirm()
  const { desk, me } = useDesk()
  const take = async () => {
    const title = t('takeOver.title', { name: agent.name })
    if (!(await confirm({ title, text: t('takeOver.text', { name: agent.name }), yes: t('takeOver.confirm') }))) return
    try {
      const { conversationId } = held
      await desk.do('ticket.submit', {
        ...note(conversationId, t('takeOver.note', { lead: me.name }), agent.id),
        changes: { assigneeId: me.id },
      })
      toast({ tone: 'ok', text: t('takeOver.done') })
    } catch (error) {
      toast({ tone: 'bad', text: t('failed', { reason: say(error) }) })
    }
  }
  return (
    <Button size="s" onPress={() => void take()}>
      {t('takeOver')}
    </Button>
  )
}

const note = (conversationId: number, text: string, userId: number) => ({
  conversationId,
  message: noteTo({ messageId: uuid7(), text }, userId),
})
