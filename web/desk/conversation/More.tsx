import {
  Ban,
  Code,
  DoorClosed,
  Ellipsis,
  FileDown,
  Forward,
  Hourglass,
  History,
  ListEnd,
  Mail,
  Merge,
  Printer,
  ShieldAlert,
  Smile,
  Trash2,
  WandSparkles,
} from 'lucide-react'
import { useNavigate } from '@tanstack/react-router'
import { Suspense, useState } from 'react'
import type { ConversationSnapshot } from '../../../server/tickets/contract.ts'
import { lazyPart } from '../../kit/lazy-part.ts'
import { IconButton } from '../../kit/ui/IconButton.tsx'
import { Menu } from '../../kit/ui/Menu.tsx'
import { toast } from '../../kit/ui/toast.ts'
import { useRoutingNames } from '../app/queries.ts'
import { useDeskText } from '../app/text.ts'
import { useTimes } from '../app/times.ts'
import { useCommands } from '../shell/commands.ts'
import { useDesk, useMay } from '../shell/DeskContext.tsx'
import { type DialogKind, dialogOf } from '../ticket/dialogs/kinds.ts'
import { useTicket } from '../ticket/useTicket.ts'
import { exportAddress, printConversation } from './export.ts'
import type { Mode } from './items.ts'

const Dialogs = lazyPart(() => import('../ticket/dialogs/Dialogs.tsx'))
const size = { size: 16, 'aria-hidden': true } as const

/** What is done seldom with a conversation, and the dialogs it opens. */
export function More({
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
  const mayStyle = may.solve && snapshot.ticket !== null && snapshot.ticket.status !== 'closed'
  useCommands(
    {
      toQueue: isRouted && (() => setDialog('queue')),
      changeStyle: mayStyle && (() => setDialog('style')),
      sendSurvey: maySurvey && sendSurvey,
    },
    conversation.id,
  )
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
              ...(mayStyle ? [{ id: 'style', label: t('command.changeStyle'), icon: <Hourglass {...size} /> }] : []),
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
