import { useState } from 'react'
import type { RulesImported, SettingsImported } from '../../../../server/rules/contract.ts'
import { api, Refused } from '../../../kit/http.ts'
import { useRefusalText } from '../../../kit/i18n.tsx'
import { Button } from '../../../kit/ui/Button.tsx'
import { Checkbox } from '../../../kit/ui/Checkbox.tsx'
import { Dialog } from '../../../kit/ui/Dialog.tsx'
import { Tag } from '../../../kit/ui/Tag.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { Alert, Hint } from '../parts/Alert.tsx'
import { type Complaint, complaintsIn } from '../parts/complaints.ts'
import { FileField } from '../parts/FileField.tsx'
import form from '../parts/Form.module.css'
import { useCommand } from '../parts/useCommand.ts'
import { useRulesText } from './text.ts'
import { useWrongWords } from './useWrongWords.ts'
import { commandOf, type FileKind, type Found, foundIn, hasSwitch, refreshes } from './transfers.ts'
import css from './Rows.module.css'

const MOST_BYTES = 5_000_000

type State =
  | { kind: 'empty' }
  | { kind: 'refused'; error: unknown; complaints: Complaint[] }
  | { kind: 'read'; file: unknown; found: Found }

/** A file of rules or settings: what it would make is shown before any of it is made. */
export default function ImportDialog({ kind, onClose }: { kind: FileKind; onClose: () => void }) {
  const r = useRulesText()
  const say = useRefusalText()
  const words = useWrongWords()
  const [state, setState] = useState<State>({ kind: 'empty' })
  const [asInFile, setAsInFile] = useState(false)
  const make = useCommand<RulesImported | SettingsImported>(commandOf(kind), { refreshes })
  const open = async (given: File) => {
    try {
      const file = parsed(given.size > MOST_BYTES ? '' : await given.text())
      const input = { kind, file, preview: true, asInFile: true }
      const found = await api.command<RulesImported | SettingsImported>(commandOf(kind), input)
      setState({ kind: 'read', file, found: foundIn(found) })
    } catch (error) {
      setState({ kind: 'refused', error, complaints: error instanceof Refused ? complaintsIn(error.details) : [] })
    }
  }
  const submit = async () => {
    if (state.kind !== 'read') return
    const made = await make.run({ kind, file: state.file, preview: false, asInFile })
    if (!made) return
    toast({ text: r('imported', { n: foundIn(made.output).length }), tone: 'ok' })
    onClose()
  }
  return (
    <Dialog
      title={r('import.title')}
      isOpen
      onClose={onClose}
      size="m"
      footer={
        <>
          <Button onPress={onClose}>{r('cancel')}</Button>
          <Button
            variant="primary"
            isDisabled={state.kind !== 'read'}
            isPending={make.isPending}
            onPress={() => void submit()}
          >
            {r('import.make', { n: state.kind === 'read' ? state.found.length : 0 })}
          </Button>
        </>
      }
    >
      <div className={form['fields']}>
        <p className={form['text']}>{r('import.text')}</p>
        <FileField label={r('import.file')} accept=".json,application/json" onChoose={(file) => void open(file)} />
        {make.error && <Alert>{make.error}</Alert>}
        {state.kind === 'refused' && (
          <>
            <Alert>{say(state.error)}</Alert>
            <ul className={css['list']}>
              {state.complaints.map((complaint) => (
                <li key={`${complaint.field} ${complaint.message}`}>
                  <code>{complaint.field}</code>
                  <span>{words(complaint.message)}</span>
                </li>
              ))}
            </ul>
          </>
        )}
        {state.kind === 'read' && (
          <>
            <Hint tone="ok">{r('import.found', { n: state.found.length })}</Hint>
            <ul className={css['list']} aria-label={r('import.found', { n: state.found.length })}>
              {state.found.map(({ name, more, exists }, index) => (
                // Titles may come twice.
                // oxlint-disable-next-line react/no-array-index-key
                <li key={index}>
                  <b>{name}</b>
                  <span className={css['quiet']}>{more}</span>
                  {exists && <Tag tone="warn">{r('import.exists')}</Tag>}
                </li>
              ))}
            </ul>
            {hasSwitch(kind) && (
              <Checkbox isSelected={asInFile} onChange={setAsInFile} description={r('import.asInFile.text')}>
                {r('import.asInFile')}
              </Checkbox>
            )}
          </>
        )}
      </div>
    </Dialog>
  )
}

/** What is no JSON is refused by the server like every other wrong file. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return null
  }
}
