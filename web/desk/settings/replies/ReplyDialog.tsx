import { type FormEvent, useState } from 'react'
import { type SavedReplyView, SHORTCUT_LENGTH } from '../../../../server/rules/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { useConfirm } from '../../../kit/ui/confirm.tsx'
import { Dialog } from '../../../kit/ui/Dialog.tsx'
import { Switch } from '../../../kit/ui/Switch.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { useMay } from '../../shell/DeskContext.tsx'
import { Texts } from '../macros/Texts.tsx'
import { useMacrosText } from '../macros/text.ts'
import { complaintAt, complaintsIn } from '../parts/complaints.ts'
import { unknownName } from '../macros/wrong.ts'
import { Alert } from '../parts/Alert.tsx'
import form from '../parts/Form.module.css'
import { useCommand } from '../parts/useCommand.ts'
import { useSettingsText } from '../text.ts'

const REFRESHES = ['saved-replies', 'audit']

export function ReplyDialog({ reply, onClose }: { reply: SavedReplyView | null; onClose: () => void }) {
  const t = useSettingsText()
  const m = useMacrosText()
  const confirm = useConfirm()
  const mayShare = useMay('rules.manage')
  const [shortcut, setShortcut] = useState(reply?.shortcut ?? '')
  const [texts, setTexts] = useState(reply?.texts ?? {})
  const [shared, setShared] = useState(reply?.shared ?? false)
  const save = useCommand('saved_reply.save', { refreshes: REFRESHES })
  const remove = useCommand('saved_reply.delete', { refreshes: REFRESHES })
  const complaints = save.code === 'saved_reply_invalid' ? complaintsIn(save.details) : []
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    const word = shortcut.trim().replace(/^\//, '')
    if (!(await save.run({ ...(reply && { id: reply.id }), shortcut: word, texts, shared }))) return
    toast({ text: t('saved'), tone: 'ok' })
    onClose()
  }
  const askRemove = async () => {
    if (reply === null) return
    const yes = await confirm({
      title: m('replies.delete.title', { shortcut: reply.shortcut }),
      text: m('replies.delete.text'),
      yes: m('delete'),
      isDanger: true,
    })
    if (yes && (await remove.run({ replyId: reply.id }))) onClose()
  }
  const wordError = complaintAt(complaints, 'shortcut')
    ? m('wrong.shortcut')
    : save.errorOf('shortcut', 'shortcut_taken')
  const isEmpty = complaints.some(({ field, message }) => field === 'texts' && message === 'missing')
  const error = remove.error ?? (isEmpty ? m('wrong.noText') : wordError ? null : save.error)
  return (
    <Dialog
      title={reply ? `/${reply.shortcut}` : m('replies.new')}
      isOpen
      onClose={onClose}
      size="l"
      footer={
        <>
          {reply && (
            <Button variant="quiet" onPress={() => void askRemove()} isPending={remove.isPending}>
              {m('delete')}
            </Button>
          )}
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button variant="primary" type="submit" form="saved-reply" isPending={save.isPending}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form id="saved-reply" className={form['fields']} onSubmit={(event) => void submit(event)}>
        {error && <Alert>{error}</Alert>}
        <TextField
          label={m('replies.shortcut')}
          description={m('replies.shortcut.text')}
          isRequired
          autoFocus
          maxLength={SHORTCUT_LENGTH}
          value={shortcut}
          onChange={setShortcut}
          error={wordError}
        />
        <Texts
          value={texts}
          onChange={setTexts}
          errorOf={(locale) => {
            const complaint = complaintAt(complaints, `texts.${locale}`)
            return complaint && m('wrong.placeholder', { name: unknownName(complaint) ?? '' })
          }}
        />
        {mayShare && (
          <Switch isSelected={shared} onChange={setShared} description={m('replies.shared.text')}>
            {m('replies.shared')}
          </Switch>
        )}
      </form>
    </Dialog>
  )
}
