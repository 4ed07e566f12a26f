import { useQuery } from '@tanstack/react-query'
import { Copy, MessageSquareText, Plus } from 'lucide-react'
import { useState } from 'react'
import { type SavedReplyView, SHORTCUT_LENGTH } from '../../../../server/rules/contract.ts'
import { useLocale } from '../../../kit/i18n.tsx'
import { Button } from '../../../kit/ui/Button.tsx'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Hidden } from '../../../kit/ui/Hidden.tsx'
import { IconButton } from '../../../kit/ui/IconButton.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { Switch } from '../../../kit/ui/Switch.tsx'
import { Tag } from '../../../kit/ui/Tag.tsx'
import { textIn } from '../../composer/replies.ts'
import { useMay } from '../../shell/DeskContext.tsx'
import { repliesQuery } from '../macros/queries.ts'
import off from '../macros/Macros.module.css'
import { useMacrosText } from '../macros/text.ts'
import { Alert } from '../parts/Alert.tsx'
import { Back } from '../parts/Back.tsx'
import lines from '../parts/Lines.module.css'
import { LackSwitch } from '../parts/LackSwitch.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { matches } from '../parts/matches.ts'
import { SearchInput } from '../parts/SearchInput.tsx'
import toolbar from '../parts/Toolbar.module.css'
import { useCommand } from '../parts/useCommand.ts'
import { useLacking } from '../parts/useLacking.ts'
import { useMissing } from '../parts/useMissing.ts'
import { Transfer } from '../transfer/Transfer.tsx'
import { useSettingsText } from '../text.ts'
import { ReplyDialog } from './ReplyDialog.tsx'
import css from './Replies.module.css'

/** Texts to be had by typing `/` and a word. */
export default function Replies() {
  const t = useSettingsText()
  const m = useMacrosText()
  const replies = useQuery(repliesQuery)
  const [typed, setTyped] = useState('')
  const { shown, control } = useLacking(replies.data ?? [], ({ texts }) => [texts])
  const found = shown.filter(({ shortcut, texts }) => matches(typed, [shortcut, ...Object.values(texts)]))
  const mayShare = useMay('rules.manage')
  const save = useCommand('saved_reply.save', { refreshes: ['saved-replies', 'audit'] })
  const [editing, setEditing] = useState<SavedReplyView | 'new' | null>(null)
  return (
    <Page
      title={t('section.replies')}
      description={m('replies.text')}
      back={<Back to="/settings" label={t('settings')} isNarrowOnly />}
      actions={
        <>
          {mayShare && <Transfer kind="saved_reply" />}
          <Button variant="primary" icon={<Plus size={16} aria-hidden />} onPress={() => setEditing('new')}>
            {m('replies.new')}
          </Button>
        </>
      }
    >
      {save.error && <Alert>{save.error}</Alert>}
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
          return (
            <>
              <div className={toolbar['bar']}>
                <SearchInput label={m('replies.search')} value={typed} onChange={setTyped} isMain />
                <LackSwitch {...control} />
              </div>
              {found.length === 0 && <EmptyState title={m('notFound')} text={m('notFound.text')} />}
              <ul className={lines['lines']}>
                {found.map((reply) => (
                  <li key={reply.id}>
                    <Line
                      reply={reply}
                      save={save}
                      onEdit={() => setEditing(reply)}
                      onCopy={() => void save.run(copyOf(reply, all))}
                    />
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

/** Under the next free word, switched off until somebody has changed it. */
function copyOf({ shortcut, texts, shared }: SavedReplyView, all: readonly SavedReplyView[]) {
  const taken = new Set(all.map((reply) => reply.shortcut.toLowerCase()))
  const words = Array.from({ length: all.length + 1 }, (_, n) => {
    const end = `-${n + 2}`
    return `${shortcut.slice(0, SHORTCUT_LENGTH - end.length)}${end}`
  })
  const free = words.find((word) => !taken.has(word.toLowerCase()))
  return { shortcut: free ?? shortcut, texts, shared, active: false }
}

type Command = ReturnType<typeof useCommand>

type LineProps = { reply: SavedReplyView; save: Command; onEdit: () => void; onCopy: () => void }

function Line({ reply, save, onEdit, onCopy }: LineProps) {
  const t = useSettingsText()
  const m = useMacrosText()
  const locale = useLocale()
  const missing = useMissing()
  const mayShare = useMay('rules.manage')
  const { id, shortcut, texts, shared, active } = reply
  const inside = (
    <>
      <span className={`${lines['words']} ${css['reply']} ${active ? '' : off['off']}`}>
        <b>/{shortcut}</b>
        <span>{textIn(texts, locale)}</span>
      </span>
      {!active && <Tag>{m('off')}</Tag>}
      {missing([texts]).map(({ text, tone }) => (
        <Tag key={text} tone={tone ?? 'plain'}>
          {text}
        </Tag>
      ))}
      <Tag tone={shared ? 'accent' : 'plain'}>{m(shared ? 'sharing.everybody' : 'sharing.me')}</Tag>
    </>
  )
  if (shared && !mayShare) return <div className={lines['line']}>{inside}</div>
  return (
    <div className={off['macro']}>
      <button type="button" className={lines['line']} onClick={onEdit}>
        {inside}
      </button>
      <Switch
        aria-label={t('order.active', { name: `/${shortcut}` })}
        isSelected={active}
        onChange={(on) => void save.run({ id, shortcut, texts, shared, active: on })}
      >
        <Hidden>/{shortcut}</Hidden>
      </Switch>
      <IconButton label={m('macros.duplicate', { title: `/${shortcut}` })} onPress={onCopy}>
        <Copy size={16} aria-hidden />
      </IconButton>
    </div>
  )
}
