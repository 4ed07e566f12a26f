import { Paperclip } from 'lucide-react'
import { memo, useEffect, useRef, useState } from 'react'
import { FileTrigger } from 'react-aria-components/FileTrigger'
import type { ConversationSnapshot } from '../../../server/tickets/contract.ts'
import { Button } from '../../kit/ui/Button.tsx'
import { IconButton } from '../../kit/ui/IconButton.tsx'
import { useConfirm } from '../../kit/ui/confirm.tsx'
import { useColleagues } from '../app/queries.ts'
import { type DeskText, useDeskText } from '../app/text.ts'
import { isVerified, primaryEmail } from '../context/identities.ts'
import { nameOf } from '../inbox/Row.tsx'
import { useCommands } from '../shell/commands.ts'
import { useDesk } from '../shell/DeskContext.tsx'
import { useTicket } from '../ticket/useTicket.ts'
import { AttachedFiles } from './AttachedFiles.tsx'
import { closedWays, usualWay, type Way } from './channel.ts'
import { filesOf, isEmpty, isRefused, isUploading } from './drafts.ts'
import { Emoji } from './Emoji.tsx'
import { Editor } from './Editor.tsx'
import { type Choice, SubmitButton } from './SubmitButton.tsx'
import { MacroPicker } from './MacroPicker.tsx'
import { namedIn } from './mention.ts'
import { chosen } from './pending.ts'
import { PendingChanges } from './PendingChanges.tsx'
import { useReplies } from './queries.ts'
import { useDrafts } from './useDrafts.ts'
import { useDropped } from './useDropped.ts'
import { usePending } from './usePending.ts'
import { useTyping } from './useTyping.ts'
import { WayTabs } from './WayTabs.tsx'
import css from './Composer.module.css'

type ComposerProps = { snapshot: ConversationSnapshot; hasTools: boolean; isAtEnd: boolean }

export const Composer = memo(function Composer(props: ComposerProps) {
  const t = useDeskText()
  const { conversation, ticket, may } = props.snapshot
  if (conversation.state === 'closed') return <p className={css['over']}>{t('composer.closed')}</p>
  if (!ticket) return <p className={css['over']}>{t('composer.bot')}</p>
  if (!may.reply && !may.note && conversation.session.state !== 'ended')
    return <p className={css['over']}>{t('composer.noRight')}</p>
  return <OpenComposer {...props} />
})

function OpenComposer({ snapshot, hasTools, isAtEnd }: ComposerProps) {
  const t = useDeskText()
  const { desk } = useDesk()
  const confirm = useConfirm()
  const { conversation, ticket, may, contact, position } = snapshot
  const { change: changeTicket, endSession, mayBeSolved } = useTicket(snapshot)
  const [choice, setChoice] = useState<Way | null>(null)
  const [isMenuOpen, setMenuOpen] = useState(false)
  const [isPicking, setPicking] = useState(false)
  const colleagues = useColleagues()
  const { drafts, change, clear, attach } = useDrafts(snapshot)
  const macros = usePending(snapshot)
  const replies = useReplies()
  const place = useRef<HTMLDivElement>(null)
  const editor = useRef<HTMLTextAreaElement>(null)
  const seen = useRef(position)
  useEffect(() => {
    if (isAtEnd) seen.current = position
  }, [isAtEnd, position])

  const closed = closedWays(snapshot)
  const way = choice === null || (choice === 'chat' && closed.chat) ? usualWay(snapshot) : choice
  const visibility = way === 'note' ? 'note' : 'public'
  const draft = drafts[visibility]
  const isClosed = closed[way] !== null
  const typing = useTyping({ conversationId: conversation.id, isNote: way === 'note' })
  const isDropping = useDropped({ place, isOn: !isClosed, onFiles: (files) => attach(visibility, files) })

  const choose = (next: Way) => {
    setChoice(next)
    // At once, so that no letter typed right after is lost; and again when the other field is there.
    editor.current?.focus()
    requestAnimationFrame(() => editor.current?.focus())
  }
  const address = way === 'email' ? primaryEmail(contact) : null
  const isClaimed = address !== null && !isVerified(contact, address)
  const send = async (choice: Choice | null = null) => {
    const next = choice?.status ?? macros.pending.changes.status
    if (next === 'solved' && ticket && !mayBeSolved(ticket)) return
    if (isEmpty(draft)) {
      if (macros.isEmpty && Object.keys(chosen({}, choice, ticket)).length === 0) return
      const { changes, ...madeWith } = macros.take()
      void changeTicket(chosen(changes, choice, ticket), madeWith)
      return
    }
    if (isUploading(draft) || isRefused(draft) || isClosed) return
    if (isClaimed && !(await confirm(claimed(t, address, nameOf({ ...contact, email: address }, t))))) return
    const { changes, ...madeWith } = macros.take()
    desk.outbox.send({
      conversationId: conversation.id,
      visibility,
      text: draft.text.trim(),
      files: filesOf(draft),
      mentions: visibility === 'note' ? namedIn(draft.text, colleagues) : [],
      changes: chosen(changes, choice, ticket),
      ...madeWith,
      ...(visibility === 'public' && { seen: seen.current }),
      ...(way === 'email' && { byEmail: isClaimed ? { claimed: true as const } : {} }),
    })
    clear(visibility)
    typing.stop()
    editor.current?.focus()
  }
  const applyMacro = async (macroId: number) => {
    const message = await macros.apply(macroId)
    if (message !== null && message.text !== '') {
      change(message.visibility, (before) => ({
        ...before,
        text: before.text.trim() === '' ? message.text : `${before.text.trimEnd()}\n\n${message.text}`,
      }))
      if (message.visibility !== visibility) return choose(message.visibility === 'note' ? 'note' : usualPublic(closed))
    }
    editor.current?.focus()
  }
  useCommands(
    {
      macro: !isClosed && (() => setPicking(true)),
      reply: () => choose(closed.chat ? 'email' : 'chat'),
      note: may.note && (() => choose('note')),
      status: may.solve && (() => setMenuOpen(true)),
      endSession: may.endSession && (() => void endSession()),
    },
    conversation.id,
  )

  return (
    <div ref={place} className={css['composer']} data-way={way} data-dropping={isDropping}>
      <WayTabs way={way} closed={closed} onChoose={choose} />
      {isClosed ? (
        <ClosedWay way={way} snapshot={snapshot} onNote={may.note ? () => choose('note') : undefined} />
      ) : (
        <>
          {address !== null && (
            <p className={css['address']} data-claimed={isClaimed}>
              {t(isClaimed ? 'composer.toClaimed' : 'composer.to', { email: address })}
            </p>
          )}
          <Editor
            ref={editor}
            label={t(way === 'note' ? 'composer.note' : way === 'email' ? 'composer.email' : 'composer.reply')}
            placeholder={t(way === 'note' ? 'composer.notePlaceholder' : 'composer.replyPlaceholder')}
            text={draft.text}
            mayMention={way === 'note'}
            replies={replies}
            locale={conversation.locale}
            onReply={(reply) => macros.wordsOf(reply, visibility)}
            onText={(text) => {
              change(visibility, (before) => ({ ...before, text }))
              typing.typed(text)
            }}
            onFiles={(files) => attach(visibility, files)}
            onSend={() => void send()}
          />
          <AttachedFiles
            files={draft.files}
            onRemove={({ key, stop }) => {
              stop?.()
              change(visibility, (before) => ({ ...before, files: before.files.filter((one) => one.key !== key) }))
            }}
          />
        </>
      )}
      <PendingChanges pending={macros.pending} onChange={macros.set} onDiscard={macros.discard} />
      <div className={css['foot']}>
        {hasTools && !isClosed && (
          <>
            <FileTrigger allowsMultiple onSelect={(files) => attach(visibility, [...(files ?? [])])}>
              <IconButton label={t('composer.attach')}>
                <Paperclip size={18} aria-hidden />
              </IconButton>
            </FileTrigger>
            <Emoji
              onChosen={(emoji) =>
                insert(editor.current, emoji, (text) => change(visibility, (before) => ({ ...before, text })))
              }
            />
            <MacroPicker
              locale={conversation.locale}
              isOpen={isPicking}
              onOpenChange={setPicking}
              onChoose={(id) => void applyMacro(id)}
            />
            <span className={css['hint']}>
              <span>{t('composer.hint')}</span>
            </span>
          </>
        )}
        <div className={css['actions']}>
          {hasTools && may.endSession && (
            <Button className={css['end']} onPress={() => void endSession()}>
              {t('end.menu')}
            </Button>
          )}
          {hasTools && ticket && (may.solve || !isClosed) && (
            <SubmitButton
              ticket={ticket}
              isNote={way === 'note'}
              next={macros.pending.changes.status}
              isEmpty={(isEmpty(draft) || isClosed) && macros.isEmpty}
              isWaiting={isUploading(draft) || isRefused(draft)}
              maySolve={may.solve}
              isOpen={isMenuOpen}
              onOpenChange={setMenuOpen}
              onSubmit={(status) => void send(status)}
            />
          )}
        </div>
      </div>
    </div>
  )
}

const usualPublic = (closed: ReturnType<typeof closedWays>): Way => (closed.chat === null ? 'chat' : 'email')

function ClosedWay({
  way,
  snapshot,
  onNote,
}: {
  way: Way
  snapshot: ConversationSnapshot
  onNote: (() => void) | undefined
}) {
  const t = useDeskText()
  const closed = closedWays(snapshot)
  const why =
    way === 'email'
      ? t(`way.email.${closed.email ?? 'setup'}`)
      : way === 'chat'
        ? t(`way.chat.${closed.chat ?? 'right'}`)
        : t('way.note.right')
  return (
    <div className={css['closed']}>
      <p>{why}</p>
      {onNote && (
        <Button size="s" onPress={onNote}>
          {t('way.toNote')}
        </Button>
      )}
    </div>
  )
}

type Address = Parameters<ReturnType<typeof useConfirm>>[0]
/** What is asked before something goes to an address that anybody may have typed. */
const claimed = (t: DeskText, email: string, name: string): Address => ({
  title: t('claimed.title'),
  text: t('claimed.text', { email, name }),
  yes: t('claimed.yes'),
})

/** Where the caret stands, and the caret after it. */
function insert(field: HTMLTextAreaElement | null, what: string, onText: (text: string) => void): void {
  if (!field) return
  const { selectionStart, selectionEnd, value } = field
  onText(value.slice(0, selectionStart) + what + value.slice(selectionEnd))
  requestAnimationFrame(() => {
    field.focus()
    field.setSelectionRange(selectionStart + what.length, selectionStart + what.length)
  })
}
