import { Workflow } from 'lucide-react'
import type { UpdateMark, UpdateView } from '../../../../server/tickets/contract.ts'
import { useText } from '../../../kit/i18n.tsx'
import { Avatar } from '../../../kit/ui/Avatar.tsx'
import { Hidden } from '../../../kit/ui/Hidden.tsx'
import { useTimes } from '../../app/times.ts'
import { useHistoryText } from './text.ts'
import { type Change, useFieldWords } from './useFieldWords.ts'
import css from './History.module.css'

/** One update: a person's or a rule's, with all it changed and said. */
export function Update({ update, contactName }: { update: UpdateView; contactName: string }) {
  const h = useHistoryText()
  const times = useTimes()
  const words = useFieldWords()
  const who = update.actorName ?? (update.actorKind === 'contact' ? contactName : h(`actor.${update.actorKind}`))
  const changes = words(update.changes)
  return (
    <li className={css['update']}>
      {update.actorKind === 'rule' ? (
        <span className={css['rule']}>
          <Workflow size={14} aria-hidden />
        </span>
      ) : (
        <Avatar name={who} size={26} />
      )}
      <p className={css['who']}>
        <b>{who}</b>{' '}
        {update.kind === 'created'
          ? h('did.created')
          : update.comment
            ? h('did.said', { visibility: update.comment.visibility })
            : h('did.changed', { n: changes.length })}
      </p>
      <time dateTime={update.at} title={times.full(update.at)}>
        {times.clock(update.at)}
      </time>
      {update.comment && <Comment comment={update.comment} />}
      <Changes changes={changes} />
      {update.rules?.map((mark) => (
        <Mark key={`${mark.rule}-${mark.version}`} mark={mark} />
      ))}
    </li>
  )
}

function Comment({ comment: { visibility, text, files } }: { comment: NonNullable<UpdateView['comment']> }) {
  const h = useHistoryText()
  const said = [text, files > 0 ? h('files', { n: files }) : ''].filter(Boolean).join(' · ')
  return (
    <blockquote className={css['comment']} data-note={visibility === 'note'}>
      {said || h('redacted')}
    </blockquote>
  )
}

function Changes({ changes }: { changes: readonly Change[] }) {
  const h = useHistoryText()
  if (changes.length === 0) return null
  return (
    <dl className={css['changes']}>
      {changes.map(({ field, name, before, after }) => (
        <div key={field}>
          <dt>{name}</dt>
          <dd>
            <Hidden>{h('before')} </Hidden>
            <del>{before ?? h('empty')}</del>
            <span className={css['arrow']} aria-hidden>
              →
            </span>
            <Hidden> {h('after')} </Hidden>
            {after ?? h('empty')}
          </dd>
        </div>
      ))}
    </dl>
  )
}

/** Which rule had a part in it, and which part. */
function Mark({ mark }: { mark: UpdateMark }) {
  const h = useHistoryText()
  const any = useText('history')
  const words = useFieldWords()
  const did = [
    ...words(mark.changes).map(({ name, after }) => `${name} → ${after ?? h('empty')}`),
    ...mark.did.flatMap((each) => {
      const [what, ...about] = each.split(':')
      const key = `mark.${what}`
      const text = any(key, { about: about.join(':') })
      return text === key ? [] : [text]
    }),
  ]
  const isMacro = mark.did.includes('macro')
  return (
    <p className={css['mark']}>
      <Workflow size={13} aria-hidden />
      <span>
        {h(isMacro ? 'byMacro' : 'byRule', { title: mark.title, version: mark.version })}
        {did.length > 0 && `${isMacro ? ' · ' : ' '}${did.join(' · ')}`}
      </span>
    </p>
  )
}
