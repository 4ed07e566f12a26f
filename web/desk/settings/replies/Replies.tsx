import { useQuery } from '@tanstack/react-query'
import { ChevronRight, MessageSquareText, Plus } from 'lucide-react'
import { useState } from 'react'
import type { SavedReplyView } from '../../../../server/rules/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { Tag } from '../../../kit/ui/Tag.tsx'
import { useMay } from '../../shell/DeskContext.tsx'
import { repliesQuery } from '../macros/queries.ts'
import { useMacrosText } from '../macros/text.ts'
import { Back } from '../parts/Back.tsx'
import lines from '../parts/Lines.module.css'
import { Loaded } from '../parts/Loaded.tsx'
import { matches } from '../parts/matches.ts'
import { SearchInput } from '../parts/SearchInput.tsx'
import toolbar from '../parts/Toolbar.module.css'
import { useSettingsText } from '../text.ts'
import { ReplyDialog } from './ReplyDialog.tsx'
import css from './Replies.module.css'

/** Texts to be had by typing `/` and a word. */
export default function Replies() {
  const t = useSettingsText()
  const m = useMacrosText()
  const replies = useQuery(repliesQuery)
  const [typed, setTyped] = useState('')
  const [editing, setEditing] = useState<SavedReplyView | 'new' | null>(null)
  return (
    <Page
      title={t('section.replies')}
      description={m('replies.text')}
      back={<Back to="/settings" label={t('settings')} isNarrowOnly />}
      actions={
        <Button variant="primary" icon={<Plus size={16} aria-hidden />} onPress={() => setEditing('new')}>
          {m('replies.new')}
        </Button>
      }
    >
      <Loaded query={replies}>
        {(all) => {
          if (all.length === 0)
            return (
              <EmptyState
                icon={<MessageSquareText size={22} aria-hidden />}
                title={m('replies.none')}
                text={m('replies.none.text')}
              />
            )
          const found = all.filter(({ shortcut, texts }) => matches(typed, [shortcut, ...Object.values(texts)]))
          return (
            <>
              <div className={toolbar['bar']}>
                <SearchInput label={m('replies.search')} value={typed} onChange={setTyped} isMain />
              </div>
              {found.length === 0 && <EmptyState title={m('notFound')} text={m('notFound.text')} />}
              <ul className={lines['lines']}>
                {found.map((reply) => (
                  <li key={reply.id}>
                    <Line reply={reply} onEdit={() => setEditing(reply)} />
                  </li>
                ))}
              </ul>
            </>
          )
        }}
      </Loaded>
      {editing && <ReplyDialog reply={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </Page>
  )
}

function Line({ reply, onEdit }: { reply: SavedReplyView; onEdit: () => void }) {
  const m = useMacrosText()
  const mayShare = useMay('rules.manage')
  const inside = (
    <>
      <span className={`${lines['words']} ${css['reply']}`}>
        <b>/{reply.shortcut}</b>
        <span>{Object.values(reply.texts)[0]}</span>
      </span>
      <Tag>{Object.keys(reply.texts).sort().join(' · ').toUpperCase()}</Tag>
      <Tag tone={reply.shared ? 'accent' : 'plain'}>{m(reply.shared ? 'sharing.everybody' : 'sharing.me')}</Tag>
    </>
  )
  if (reply.shared && !mayShare) return <div className={lines['line']}>{inside}</div>
  return (
    <button type="button" className={lines['line']} onClick={onEdit}>
      {inside}
      <ChevronRight size={16} aria-hidden />
    </button>
  )
}
