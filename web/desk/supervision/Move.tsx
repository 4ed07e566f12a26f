import { useState } from 'react'
import type { HeldView } from '../../../server/routing/contract.ts'
import { useRefusalText } from '../../kit/i18n.tsx'
import { Button } from '../../kit/ui/Button.tsx'
import { Dialog } from '../../kit/ui/Dialog.tsx'
import { Picker } from '../../kit/ui/Picker.tsx'
import { Segments } from '../../kit/ui/Segments.tsx'
import { TextField } from '../../kit/ui/TextField.tsx'
import { toast, UNDO_SECONDS } from '../../kit/ui/toast.ts'
import { uuid7 } from '../../kit/uuid7.ts'
import { useColleagues, useGroups, useRoutingNames } from '../app/queries.ts'
import { type Moving, moveOf, type Target, undoOf } from '../routing/moves.ts'
import { useDesk } from '../shell/DeskContext.tsx'
import { useSupervisionText } from './text.ts'
import css from './Supervision.module.css'

type MoveProps = { held: HeldView; agent: { id: number; name: string } }

/** To another agent, a group or a queue, with a note; for a moment it can be given back. */
export function Move({ held, agent }: MoveProps) {
  const t = useSupervisionText()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button size="s" onPress={() => setOpen(true)}>
        {t('move')}
      </Button>
      {isOpen && <MoveDialog held={held} agent={agent} onClose={() => setOpen(false)} />}
    </>
  )
}

function MoveDialog({ held, agent, onClose }: MoveProps & { onClose: () => void }) {
  const t = useSupervisionText()
  const say = useRefusalText()
  const { desk } = useDesk()
  const [target, setTarget] = useState<Target>('agent')
  const [chosen, setChosen] = useState<string | null>(null)
  const [note, setNote] = useState('')
  const [messageId] = useState(uuid7)
  const [isPending, setPending] = useState(false)
  const targets = useTargets(agent.id)
  const items = targets[target]
  const to = items.find(({ id }) => id === chosen)
  const send = async ({ name, input }: Moving, done: string, undo?: Moving) => {
    try {
      await desk.do(name, input)
      const action = undo && {
        label: t('undo'),
        onPress: () => void send(undo, t('undo.done', { name: agent.name })),
      }
      toast({ tone: 'ok', text: done, ...(action && { seconds: UNDO_SECONDS, action }) })
      return true
    } catch (error) {
      toast({ tone: 'bad', text: t('failed', { reason: say(error) }) })
      return false
    }
  }
  const submit = async () => {
    if (to === undefined) return
    setPending(true)
    const move = moveOf(held, target, Number(to.id), { messageId, text: note.trim() })
    if (await send(move, t('move.done', { to: to.label }), undoOf(held, agent.id))) onClose()
    else setPending(false)
  }
  return (
    <Dialog
      title={t('move.title', { contact: held.contact || t('work.unnamed') })}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button variant="primary" isPending={isPending} isDisabled={to === undefined} onPress={() => void submit()}>
            {t('move.yes')}
          </Button>
        </>
      }
    >
      <div className={css['form']}>
        <Segments
          label={t('move.to')}
          value={target}
          onChange={(next) => {
            setTarget(next)
            setChosen(null)
          }}
          items={(['agent', 'group', 'queue'] as const)
            .filter((id) => id !== 'queue' || targets.queue.length > 0)
            .map((id) => ({ id, label: t(`move.${id}`) }))}
        />
        <Picker
          label={t(`move.${target}`)}
          none={t('none')}
          value={chosen}
          onChange={setChosen}
          items={items}
          trigger={<Button>{to?.label ?? t(`move.choose.${target}`)}</Button>}
        />
        <TextField
          label={t('move.note')}
          description={t('move.noteText')}
          rows={3}
          maxLength={5_000}
          value={note}
          onChange={setNote}
        />
      </div>
    </Dialog>
  )
}

/** Where work can go; into a queue only while work is routed at all. */
function useTargets(agentId: number) {
  const colleagues = useColleagues().filter(({ id, assignable, active }) => assignable && active && id !== agentId)
  const groups = useGroups()
  const { enabled, queues } = useRoutingNames()
  const item = ({ id, name }: { id: number; name: string }) => ({ id: String(id), label: name })
  return {
    agent: colleagues.map(item),
    group: groups.map(item),
    queue: enabled ? queues.filter(({ active }) => active).map(item) : [],
  }
}
