import { type FormEvent, useState } from 'react'
import type { StyleView } from '../../../../server/channels/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { Dialog } from '../../../kit/ui/Dialog.tsx'
import { RadioGroup } from '../../../kit/ui/RadioGroup.tsx'
import { Select } from '../../../kit/ui/Select.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { Alert, Hint } from '../parts/Alert.tsx'
import form from '../parts/Form.module.css'
import { useCommand } from '../parts/useCommand.ts'
import { useSettingsText } from '../text.ts'
import { DurationField } from './DurationField.tsx'
import { durationOf, secondsOf } from './duration.ts'
import { useEffectText, useStyleName } from './useEffectText.ts'

const UNDO = [0, 5, 10, 20, 30, 60]
const FIRST_DELAY = 86_400

/** The delays of a built-in style, or a style of the installation's own. */
export function StyleDialog({ style, onClose }: { style: StyleView | null; onClose: () => void }) {
  const t = useSettingsText()
  const effect = useEffectText()
  const styleName = useStyleName()
  const [name, setName] = useState(style?.name ?? '')
  const [isAtOnce, setAtOnce] = useState(style?.closeAfterSeconds === 0)
  const [delay, setDelay] = useState(durationOf(style?.closeAfterSeconds || FIRST_DELAY))
  const [undoSeconds, setUndoSeconds] = useState(style?.closeAfterSeconds === 0 ? style.undoSeconds : 10)
  const save = useCommand('style.save', { refreshes: ['styles', 'channels', 'audit'] })
  const kind = style?.kind ?? 'custom'
  const input = {
    kind,
    name: name.trim(),
    closeAfterSeconds: isAtOnce ? 0 : secondsOf(delay),
    undoSeconds: isAtOnce ? undoSeconds : 0,
  }
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await save.run({ ...(style && { id: style.id }), ...input }))) return
    toast({ text: style ? t('saved') : t('styles.made', { name }), tone: 'ok' })
    onClose()
  }
  const besides = save.errorBesides(['name', 'closeAfterSeconds'])
  return (
    <Dialog
      title={style ? styleName(style) : t('styles.new')}
      isOpen
      onClose={onClose}
      size="m"
      footer={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button variant="primary" type="submit" form="style" isPending={save.isPending}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form id="style" className={form['fields']} onSubmit={(event) => void submit(event)}>
        {besides && <Alert>{besides}</Alert>}
        <p className={form['text']}>{t(`style.${kind}.text`)}</p>
        {!style?.builtIn && (
          <TextField
            label={t('styles.name')}
            description={t('styles.name.text')}
            isRequired
            autoFocus
            maxLength={80}
            value={name}
            onChange={setName}
            error={save.errorOf('name')}
          />
        )}
        {kind === 'custom' && (
          <RadioGroup
            label={t('styles.closing')}
            value={isAtOnce ? 'once' : 'later'}
            onChange={(choice) => setAtOnce(choice === 'once')}
            items={[
              { id: 'later', label: t('styles.closing.later'), description: t('styles.closing.later.text') },
              { id: 'once', label: t('styles.closing.once'), description: t('styles.closing.once.text') },
            ]}
          />
        )}
        {isAtOnce ? (
          <Select
            label={t('styles.undo')}
            description={t('styles.undo.text')}
            value={String(undoSeconds)}
            onChange={(seconds) => setUndoSeconds(Number(seconds))}
            items={[...new Set([...UNDO, undoSeconds])]
              .toSorted((a, b) => a - b)
              .map((seconds) => ({ id: String(seconds), label: t('styles.undo.seconds', { n: seconds }) }))}
          />
        ) : (
          <DurationField
            label={t('styles.delay')}
            value={delay}
            onChange={setDelay}
            error={save.errorOf('closeAfterSeconds')}
          />
        )}
        <Hint>
          {effect(input)} {t('styles.from')}
        </Hint>
      </form>
    </Dialog>
  )
}
