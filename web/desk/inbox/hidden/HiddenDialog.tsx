import { useInfiniteQuery } from '@tanstack/react-query'
import { ArchiveX } from 'lucide-react'
import { useState } from 'react'
import type { HiddenKind, HiddenPage, HiddenRow } from '../../../../server/tickets/contract.ts'
import { api } from '../../../kit/http.ts'
import { useRefusalText } from '../../../kit/i18n.tsx'
import { Button } from '../../../kit/ui/Button.tsx'
import { useConfirm } from '../../../kit/ui/confirm.tsx'
import { Dialog } from '../../../kit/ui/Dialog.tsx'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Segments } from '../../../kit/ui/Segments.tsx'
import { Skeleton } from '../../../kit/ui/Spinner.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { refresh } from '../../app/queries.ts'
import { useDeskText } from '../../app/text.ts'
import { useTimes } from '../../app/times.ts'
import { useDesk } from '../../shell/DeskContext.tsx'
import css from '../../ticket/dialogs/Dialogs.module.css'
import { useActionsText } from '../../ticket/dialogs/text.ts'
import { nameOf } from '../Row.tsx'
import { seesHidden } from './sees-hidden.ts'

/** What is deleted or spam and not purged yet: it can come back, or go for good at once. */
export default function HiddenDialog() {
  const a = useActionsText()
  const [kind, setKind] = useState<HiddenKind>('deleted')
  return (
    <Dialog title={a('hidden.title')} isOpen onClose={() => seesHidden.set(false)} size="l">
      <Segments
        label={a('hidden.title')}
        value={kind}
        onChange={setKind}
        items={[
          { id: 'deleted', label: a('hidden.deleted') },
          { id: 'spam', label: a('hidden.spam') },
        ]}
      />
      <p className={css['quiet']}>{a('hidden.text')}</p>
      <List key={kind} kind={kind} />
    </Dialog>
  )
}

function List({ kind }: { kind: HiddenKind }) {
  const a = useActionsText()
  const say = useRefusalText()
  const list = useInfiniteQuery({
    queryKey: ['hidden', kind],
    queryFn: ({ pageParam }) => api.get<HiddenPage>('/hidden-conversations', { kind, cursor: pageParam }),
    initialPageParam: undefined as string | undefined,
    getNextPageParam: ({ next }) => next ?? undefined,
    staleTime: 0,
  })
  if (list.isPending) return <Skeleton lines={6} label={a('loading')} />
  if (list.isError)
    return (
      <EmptyState title={a('failed')} text={say(list.error)}>
        <Button onPress={() => void list.refetch()}>{a('again')}</Button>
      </EmptyState>
    )
  const rows = list.data.pages.flatMap((page) => page.rows)
  if (rows.length === 0)
    return (
      <EmptyState
        icon={<ArchiveX size={22} aria-hidden />}
        title={a(`hidden.none.${kind}`)}
        text={a('hidden.none.text')}
      />
    )
  return (
    <>
      <ul className={css['rows']}>
        {rows.map((row) => (
          <Line key={row.conversationId} row={row} />
        ))}
      </ul>
      {list.hasNextPage && (
        <div className={css['more']}>
          <Button onPress={() => void list.fetchNextPage()} isPending={list.isFetchingNextPage}>
            {a('more')}
          </Button>
        </div>
      )}
    </>
  )
}

function Line({ row }: { row: HiddenRow }) {
  const a = useActionsText()
  const t = useDeskText()
  const say = useRefusalText()
  const times = useTimes()
  const confirm = useConfirm()
  const { desk } = useDesk()
  const { conversationId } = row
  const act = async (name: string, done: string) => {
    try {
      await desk.do(name, { conversationId })
      toast({ text: done, tone: 'ok' })
    } catch (error) {
      toast({ text: say(error), tone: 'bad' })
    }
    refresh('hidden', 'earlier')
  }
  const purge = async () => {
    const yes = await confirm({ title: a('purge.title'), text: a('purge.text'), yes: a('purge.yes'), isDanger: true })
    if (yes) await act('conversation.purge', a('purge.done'))
  }
  return (
    <li>
      <span className={css['words']}>
        <b>
          {row.ticketId !== null && `#${row.ticketId} `}
          {row.subject || t('subject.none')}
        </b>
        <small>
          {[
            nameOf(row.contact, t),
            a('hidden.by', { name: row.hiddenBy?.name ?? t('someone'), date: times.brief(row.hiddenAt) }),
            a('hidden.until', { date: times.date(row.purgedAt) }),
          ].join(' · ')}
        </small>
      </span>
      <span className={css['tools']}>
        <Button size="s" onPress={() => void act('conversation.restore', a('restored'))}>
          {a('restore')}
        </Button>
        <Button size="s" variant="quiet" onPress={() => void purge()}>
          {a('purge')}
        </Button>
      </span>
    </li>
  )
}
