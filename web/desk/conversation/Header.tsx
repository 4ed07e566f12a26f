import { lazyPart } from '../../kit/lazy-part.ts'
import {
  ArrowLeft,
  Ban,
  Code,
  DoorClosed,
  Ellipsis,
  Eye,
  FileDown,
  Forward,
  History,
  ListEnd,
  ListFilter,
  Mail,
  Merge,
  PanelRight,
  Printer,
  ShieldAlert,
  Smile,
  Trash2,
  WandSparkles,
} from 'lucide-react'
import { useNavigate } from '@tanstack/react-router'
import { memo, Suspense, useState } from 'react'
import { Button as AriaButton } from 'react-aria-components/Button'
import type { ConversationSnapshot } from '../../../server/tickets/contract.ts'
import { Button } from '../../kit/ui/Button.tsx'
import { IconButton } from '../../kit/ui/IconButton.tsx'
import { Menu } from '../../kit/ui/Menu.tsx'
import { Segments } from '../../kit/ui/Segments.tsx'
import { Tag } from '../../kit/ui/Tag.tsx'
import { toast } from '../../kit/ui/toast.ts'
import { useRoutingNames } from '../app/queries.ts'
import { useDeskText } from '../app/text.ts'
import { useTimes } from '../app/times.ts'
import { useCommands } from '../shell/commands.ts'
import { useDesk, useMay } from '../shell/DeskContext.tsx'
import { type DialogKind, dialogOf } from '../ticket/dialogs/kinds.ts'
import { SlaBadge } from '../ticket/sla/SlaBadge.tsx'
import { SnoozeMenu } from '../ticket/SnoozeMenu.tsx'
import { useTicket } from '../ticket/useTicket.ts'
import { exportAddress, printConversation } from './export.ts'
import type { Filter, Mode } from './items.ts'
import { Subject } from './Subject.tsx'
import css from './Header.module.css'

const Dialogs = lazyPart(() => import('../ticket/dialogs/Dialogs.tsx'))

type HeaderProps = {
  snapshot: ConversationSnapshot
  mode: Mode
  onMode: (mode: Mode) => void
  filter: Filter
  onFilter: (filter: Filter) => void
  onBack: () => void
  onContext: () => void
}
const size = { size: 16, 'aria-hidden': true } as const
const filters = ['all', 'public', 'note'] as const satisfies readonly Filter[]

export const Header = memo(function Header({
  snapshot,
  mode,
  onMode,
  filter,
  onFilter,
  onBack,
  onContext,
}: HeaderProps) {
  const t = useDeskText()
  const { ticket, conversation, may } = snapshot
  const { take } = useTicket(snapshot)
  const { me } = useDesk()
  const mayTry =
    useMay('assignable') && may.solve && ticket !== null && ticket.assigneeId !== me.id && ticket.status !== 'closed'
  const other = mode === 'conversation' ? 'history' : 'conversation'
  useCommands({ history: () => onMode(other), take: mayTry && (() => void take()) }, conversation.id)
  return (
    <header className={css['head']}>
      <IconButton label={t('conversation.back')} onPress={onBack} className={css['back']}>
        <ArrowLeft size={18} aria-hidden />
      </IconButton>
      <div className={css['about']}>
        <Subject snapshot={snapshot} />
        {ticket && <Tag title={t('ticket.number')}>#{ticket.id}</Tag>}
        <SlaBadge snapshot={snapshot} />
        <SessionTag snapshot={snapshot} />
        <span className={css['style']}>
          <Tag title={t('style.label')}>
            {conversation.style.kind === 'custom' ? conversation.style.name : t(`style.${conversation.style.kind}`)}
          </Tag>
        </span>
      </div>
      <div className={css['tools']}>
        <Viewers snapshot={snapshot} />
        {mayTry && ticket?.assigneeId === null && (
          <Button size="s" onPress={() => void take()}>
            {t('take')}
          </Button>
        )}
        <div className={css['modes']}>
          <Segments
            label={t('mode.label')}
            value={mode}
            onChange={onMode}
            items={[
              { id: 'conversation', label: t('mode.conversation') },
              { id: 'history', label: t('mode.history') },
            ]}
          />
        </div>
        <Menu
          label={t('filter.label')}
          placement="bottom end"
          onAction={(id) => onFilter(filters.find((one) => one === id) ?? 'all')}
          trigger={
            <AriaButton
              className={css['filter'] ?? ''}
              data-active={filter !== 'all'}
              aria-label={t('filter.shown', { what: t(`filter.${filter}`) })}
            >
              <ListFilter size={16} aria-hidden />
              {filter !== 'all' && t(`filter.${filter}`)}
            </AriaButton>
          }
          groups={[
            {
              title: t('filter.label'),
              entries: filters.map((id) => ({ id, label: t(`filter.${id}`), isChosen: id === filter })),
            },
          ]}
        />
        {ticket && may.solve && <SnoozeMenu snapshot={snapshot} ticket={ticket} />}
        <More snapshot={snapshot} mode={mode} onMode={onMode} />
        <IconButton label={t('context.show')} placement="bottom" onPress={onContext} className={css['panel']}>
          <PanelRight size={18} aria-hidden />
        </IconButton>
      </div>
    </header>
  )
})

function SessionTag({ snapshot: { conversation } }: { snapshot: ConversationSnapshot }) {
  const t = useDeskText()
  const { session, state } = conversation
  if (state === 'closed') return <Tag>{t('session.closed')}</Tag>
  if (session.state === 'ended')
    return <Tag tone="warn">{t('session.ended', { reason: session.endReason ?? 'rule' })}</Tag>
  return session.state === 'inactive' ? <Tag>{t('session.inactive')}</Tag> : null
}

/** Others who have it open: two answers may collide. */
function Viewers({ snapshot }: { snapshot: ConversationSnapshot }) {
  const t = useDeskText()
  const { me } = useDesk()
  const others = snapshot.viewers.filter(({ id }) => id !== me.id)
  const [first] = others
  if (!first) return null
  const composing = others.find((viewer) => viewer.composing)
  return (
    <Tag tone={composing ? 'warn' : 'plain'} title={others.map(({ name }) => name).join(', ')}>
      <Eye size={12} aria-hidden />
      {composing
        ? t('viewers.composing', { name: firstName(composing) })
        : t('viewers', { name: firstName(first), n: others.length - 1 })}
    </Tag>
  )
}

/** The whole names are in the title: here there is little room. */
const firstName = ({ name }: { name: string }): string => name.split(' ')[0] ?? name

function More({
  snapshot,
  mode,
  onMode,
}: {
  snapshot: ConversationSnapshot
  mode: Mode
  onMode: (mode: Mode) => void
}) {
  const t = useDeskText()
  const times = useTimes()
  const { endSession, block, told } = useTicket(snapshot)
  const navigate = useNavigate()
  const mayExport = useMay('conversations.export')
  const mayReply = useMay('conversations.reply')
  const mayDelete = useMay('conversations.delete')
  const answers = [mayReply, useMay('conversations.note')].some(Boolean)
  const { conversation, may, contact } = snapshot
  const { desk } = useDesk()
  const [dialog, setDialog] = useState<DialogKind | null>(null)
  const isRouted = useRoutingNames().enabled && may.assign && snapshot.ticket !== null
  const sendTranscript = () =>
    told(async () => {
      const { to } = await desk.do<{ to: string }>('transcript.send', { conversationId: conversation.id })
      toast({ text: t('transcript.sent', { email: to }), tone: 'ok' })
    })
  const maySurvey = mayReply && snapshot.ticket?.satisfaction === 'unoffered'
  const sendSurvey = () =>
    void told(() => desk.do('survey.send', { conversationId: conversation.id }), t('survey.sent'))
  useCommands({ toQueue: isRouted && (() => setDialog('queue')), sendSurvey: maySurvey && sendSurvey }, conversation.id)
  const act = (id: string) => {
    if (id === 'end') void endSession()
    else if (id === 'survey') sendSurvey()
    else if (id === 'transcript') void sendTranscript()
    else if (id === 'block') void block()
    else if (id === 'print') void told(() => printConversation(conversation.id))
    else if (id === 'macro') void navigate({ to: '/settings/$', params: { _splat: `macros/new/${conversation.id}` } })
    else if (dialogOf(id)) setDialog(dialogOf(id) ?? null)
    else if (id === 'mode') onMode(mode === 'history' ? 'conversation' : 'history')
  }
  return (
    <>
      {dialog !== null && (
        <Suspense fallback={null}>
          <Dialogs kind={dialog} snapshot={snapshot} onClose={() => setDialog(null)} />
        </Suspense>
      )}
      <Menu
        label={t('conversation.menu')}
        placement="bottom end"
        onAction={act}
        trigger={
          <IconButton label={t('conversation.menu')} placement="bottom">
            <Ellipsis size={18} aria-hidden />
          </IconButton>
        }
        groups={[
          {
            title: t('conversation.started', { date: times.brief(conversation.startedAt) }),
            entries: [
              { id: 'mode', label: t(mode === 'history' ? 'mode.toConversation' : 'mode.toHistory'), shortcut: 'h' },
              ...(snapshot.ticket ? [{ id: 'history', label: t('history.menu'), icon: <History {...size} /> }] : []),
              ...(isRouted ? [{ id: 'queue', label: t('command.toQueue'), icon: <ListEnd {...size} /> }] : []),
              ...(may.endSession
                ? [{ id: 'end', label: t('end.menu'), icon: <DoorClosed {...size} />, shortcut: 'e' }]
                : []),
              ...(mayReply && snapshot.ticket
                ? [
                    snapshot.ticket.status === 'closed'
                      ? { id: 'followUp', label: t('followUp.menu'), icon: <Forward {...size} /> }
                      : { id: 'merge', label: t('merge.menu'), icon: <Merge {...size} /> },
                  ]
                : []),
              ...(maySurvey ? [{ id: 'survey', label: t('command.sendSurvey'), icon: <Smile {...size} /> }] : []),
              ...(answers && snapshot.ticket
                ? [{ id: 'macro', label: t('macro.from'), icon: <WandSparkles {...size} /> }]
                : []),
            ],
          },
          {
            entries:
              may.email && snapshot.mailIsOn
                ? [{ id: 'transcript', label: t('transcript.send'), icon: <Mail {...size} /> }]
                : [],
          },
          {
            entries: mayExport
              ? [
                  {
                    id: 'html',
                    label: t('export.html'),
                    icon: <FileDown {...size} />,
                    href: exportAddress(conversation.id, 'html'),
                    target: '_blank',
                  },
                  {
                    id: 'json',
                    label: t('export.json'),
                    icon: <Code {...size} />,
                    href: exportAddress(conversation.id, 'json'),
                    target: '_blank',
                  },
                  { id: 'print', label: t('export.print'), icon: <Printer {...size} /> },
                ]
              : [],
          },
          {
            entries: [
              ...(mayReply && snapshot.ticket
                ? [{ id: 'spam', label: t('spam.menu'), icon: <ShieldAlert {...size} /> }]
                : []),
              ...(may.block
                ? [
                    {
                      id: 'block',
                      label: t(contact.blocked ? 'block.undo' : 'block.menu'),
                      icon: <Ban {...size} />,
                      isDanger: !contact.blocked,
                    },
                  ]
                : []),
              ...(mayDelete && snapshot.ticket
                ? [{ id: 'delete', label: t('delete.menu'), icon: <Trash2 {...size} />, isDanger: true }]
                : []),
            ],
          },
        ]}
      />
    </>
  )
}
