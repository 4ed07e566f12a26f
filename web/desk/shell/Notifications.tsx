import { useNavigate } from '@tanstack/react-router'
import { AtSign, Bell, Clock, Eye, UserCheck, Zap } from 'lucide-react'
import { useState } from 'react'
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog'
import { Popover } from 'react-aria-components/Popover'
import type { NotificationView } from '../../../server/identity/contract.ts'
import { Button } from '../../kit/ui/Button.tsx'
import { EmptyState } from '../../kit/ui/EmptyState.tsx'
import { IconButton } from '../../kit/ui/IconButton.tsx'
import popover from '../../kit/ui/Popover.module.css'
import { refresh, useNotifications } from '../app/queries.ts'
import { useDeskText } from '../app/text.ts'
import { useTimes } from '../app/times.ts'
import { useDesk } from './DeskContext.tsx'
import rail from './Rail.module.css'
import css from './Notifications.module.css'

export function Notifications({ className }: { className: string | undefined }) {
  const t = useDeskText()
  const { desk } = useDesk()
  const navigate = useNavigate()
  const [isOpen, setOpen] = useState(false)
  const all = useNotifications()
  const unread = all.filter(({ readAt }) => readAt === null)
  const read = (ids: number[]) => {
    if (ids.length > 0)
      void desk.do('notification.read', { ids }).then(
        () => refresh('notifications'),
        // They stay unread, and can be read again.
        () => {},
      )
  }
  const open = ({ id, conversationId }: NotificationView) => {
    setOpen(false)
    read([id])
    void navigate({
      to: '/inbox/$view/$conversationId',
      params: { view: 'all', conversationId: String(conversationId) },
    })
  }
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <IconButton label={t('notifications.label', { n: unread.length })} placement="right" className={className}>
        <Bell size={19} aria-hidden />
        {unread.length > 0 && <span className={rail['badge']}>{unread.length}</span>}
      </IconButton>
      <Popover className={popover['popover'] ?? ''} placement="right bottom">
        <Dialog className={css['list'] ?? ''} aria-label={t('notifications.title')}>
          <header className={css['head']}>
            <h2>{t('notifications.title')}</h2>
            {unread.length > 0 && (
              <Button size="s" variant="quiet" onPress={() => read(unread.map(({ id }) => id))}>
                {t('notifications.readAll')}
              </Button>
            )}
          </header>
          {all.length === 0 && (
            <EmptyState
              icon={<Bell size={20} aria-hidden />}
              title={t('notifications.none')}
              text={t('notifications.none.text')}
            />
          )}
          <ul>
            {all.map((notification) => (
              <li key={notification.id}>
                <One notification={notification} onOpen={() => open(notification)} />
              </li>
            ))}
          </ul>
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}

const ICONS = {
  mention: <AtSign size={16} aria-hidden />,
  assigned: <UserCheck size={16} aria-hidden />,
  followed: <Eye size={16} aria-hidden />,
  rule: <Zap size={16} aria-hidden />,
  sla: <Clock size={16} aria-hidden />,
}

function One({ notification, onOpen }: { notification: NotificationView; onOpen: () => void }) {
  const t = useDeskText()
  const times = useTimes()
  const { kind, by, text, at, readAt } = notification
  return (
    <button type="button" className={css['one']} data-unread={readAt === null} onClick={onOpen}>
      {ICONS[kind]}
      <span className={css['words']}>
        <span>{t(`notification.${kind}`, { name: by })}</span>
        <span className={css['text']}>{text}</span>
      </span>
      <time dateTime={at}>{times.ago(at)}</time>
    </button>
  )
}
