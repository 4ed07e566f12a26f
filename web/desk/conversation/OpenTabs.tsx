import { X } from 'lucide-react'
import { useEffect } from 'react'
import { StatusMark } from '../../kit/ui/StatusMark.tsx'
import { useDeskText } from '../app/text.ts'
import { nameOf } from '../inbox/Row.tsx'
import { primaryEmail } from '../context/identities.ts'
import { useStore } from '../live/store.ts'
import { useDesk } from '../shell/DeskContext.tsx'
import css from './OpenTabs.module.css'

type OpenTabsProps = {
  ids: number[]
  current: number | null
  onOpen: (id: number) => void
  onClose: (id: number) => void
}

export function OpenTabs({ ids, current, onOpen, onClose }: OpenTabsProps) {
  const t = useDeskText()
  if (ids.length === 0) return null
  return (
    <ul className={css['tabs']} data-wide={current === null} aria-label={t('tabs.label')}>
      {ids.map((id) => (
        <OpenTab key={id} id={id} isCurrent={id === current} onOpen={() => onOpen(id)} onClose={() => onClose(id)} />
      ))}
    </ul>
  )
}

type OpenTabProps = { id: number; isCurrent: boolean; onOpen: () => void; onClose: () => void }

function OpenTab({ id, isCurrent, onOpen, onClose }: OpenTabProps) {
  const t = useDeskText()
  const { desk } = useDesk()
  const { held } = useStore(desk.conversations.of(id))
  const isOpen = useStore(desk.line).state === 'open'
  useEffect(() => {
    // A tab of before a reload still has to learn its name.
    if (isOpen) void desk.conversations.prefetch(id)
  }, [desk, id, isOpen])
  const contact = held?.snapshot.contact
  const name = contact ? nameOf({ id: contact.id, name: contact.name, email: primaryEmail(contact) }, t) : `#${id}`
  const status = held?.snapshot.ticket?.status ?? (held ? 'bot' : null)
  return (
    <li className={css['tab']} data-current={isCurrent}>
      <button
        type="button"
        className={css['open']}
        aria-current={isCurrent ? 'true' : undefined}
        onPointerDown={(event) => event.button === 0 && onOpen()}
        onClick={onOpen}
        onAuxClick={(event) => event.button === 1 && onClose()}
        onPointerEnter={() => void desk.conversations.prefetch(id)}
      >
        {status && <StatusMark status={status} />}
        <span className={css['name']}>{name}</span>
      </button>
      <button type="button" className={css['close']} aria-label={t('tabs.close', { name })} onClick={onClose}>
        <X size={14} aria-hidden />
      </button>
    </li>
  )
}
