import { useRef, useState } from 'react'
import {
  type ImportedItem,
  MOST_BYTES,
  type SettingsImported,
  type WhenThere,
} from '../../../../server/transfer/contract.ts'
import { api, Refused } from '../../../kit/http.ts'
import { useRefusalText } from '../../../kit/i18n.tsx'
import { Button } from '../../../kit/ui/Button.tsx'
import { Checkbox } from '../../../kit/ui/Checkbox.tsx'
import { Dialog } from '../../../kit/ui/Dialog.tsx'
import { RadioGroup } from '../../../kit/ui/RadioGroup.tsx'
import { Spinner } from '../../../kit/ui/Spinner.tsx'
import { toast, UNDO_SECONDS } from '../../../kit/ui/toast.ts'
import { Alert } from '../parts/Alert.tsx'
import { FileField } from '../parts/FileField.tsx'
import form from '../parts/Form.module.css'
import { useCommand } from '../parts/useCommand.ts'
import { Preview } from './Preview.tsx'
import { REFRESHES } from './queries.ts'
import { useTransferText } from './text.ts'
import { useUndoImport } from './useUndoImport.ts'
import { Wrong } from './Wrong.tsx'

type State =
  | { kind: 'empty' }
  | { kind: 'reading' }
  | { kind: 'unreadable'; text: string }
  | { kind: 'refused'; error: unknown }
  | { kind: 'read'; items: readonly ImportedItem[] }
type Chosen = { file: unknown; name: string }
type How = { whenThere: WhenThere; asInFile: boolean }

/** A file of settings: what it would make is shown before any of it is made. */
export default function ImportDialog({ onClose }: { onClose: () => void }) {
  const t = useTransferText()
  const say = useRefusalText()
  const [state, setState] = useState<State>({ kind: 'empty' })
  const [chosen, setChosen] = useState<Chosen | null>(null)
  const [how, setHow] = useState<How>({ whenThere: 'keep', asInFile: false })
  const make = useCommand<SettingsImported>('setting.import', { refreshes: REFRESHES })
  const undo = useUndoImport()
  // One that was asked earlier may be answered later.
  const asked = useRef(0)
  const look = async (at: Chosen, how: How) => {
    const mine = ++asked.current
    const show = (next: State) => mine === asked.current && setState(next)
    setState({ kind: 'reading' })
    try {
      const found = await api.command<SettingsImported>('setting.import', {
        ...at,
        preview: true,
        ...how,
      })
      show({ kind: 'read', items: found.items })
    } catch (error) {
      show({ kind: 'refused', error })
    }
  }
  const open = async (given: File) => {
    make.clear()
    setChosen(null)
    asked.current += 1
    if (given.size > MOST_BYTES) return setState({ kind: 'unreadable', text: t('import.large') })
    const file = parsed(await given.text())
    if (file === undefined) return setState({ kind: 'unreadable', text: t('import.unreadable') })
    const at = { file, name: given.name.slice(0, 200) }
    setChosen(at)
    await look(at, how)
  }
  const change = (wanted: Partial<How>) => {
    const next = { ...how, ...wanted }
    setHow(next)
    if (chosen !== null) void look(chosen, next)
  }
  const submit = async () => {
    if (chosen === null) return
    const made = await make.run({ ...chosen, preview: false, ...how })
    if (!made) return
    const { importId, items } = made.output
    toast({
      text: t('imported', { n: items.filter(({ outcome }) => outcome !== 'kept').length }),
      tone: 'ok',
      seconds: UNDO_SECONDS,
      ...(importId !== null && { action: { label: t('undo'), onPress: () => void undo.run(importId) } }),
    })
    onClose()
  }
  const items = state.kind === 'read' ? state.items : []
  const n = items.filter(({ outcome }) => outcome !== 'kept').length
  // Looked at again in another way, the choice stays where it was.
  const isKnown =
    chosen !== null && (state.kind === 'reading' || items.some(({ exists }) => exists) || how.whenThere !== 'keep')
  return (
    <Dialog
      title={t('import.title')}
      isOpen
      onClose={onClose}
      size="m"
      footer={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button variant="primary" isDisabled={n === 0} isPending={make.isPending} onPress={() => void submit()}>
            {t('import.make', { n })}
          </Button>
        </>
      }
    >
      <div className={form['fields']}>
        <p className={form['text']}>{t('import.text')}</p>
        <FileField label={t('import.file')} accept=".json,application/json" onChoose={(file) => void open(file)} />
        {make.error && <Alert>{make.error}</Alert>}
        {state.kind === 'unreadable' && <Alert>{state.text}</Alert>}
        {state.kind === 'refused' && (
          <>
            <Alert>{say(state.error)}</Alert>
            {state.error instanceof Refused && <Wrong details={state.error.details} />}
          </>
        )}
        {isKnown && (
          <RadioGroup<WhenThere>
            label={t('there')}
            value={how.whenThere}
            onChange={(whenThere) => change({ whenThere })}
            items={(['keep', 'replace', 'add'] as const).map((id) => ({
              id,
              label: t(`there.${id}`),
              description: t(`there.${id}.text`),
            }))}
          />
        )}
        {chosen !== null && ['reading', 'read'].includes(state.kind) && (
          <Checkbox
            isSelected={how.asInFile}
            onChange={(asInFile) => change({ asInFile })}
            description={t('import.asInFile.text')}
          >
            {t('import.asInFile')}
          </Checkbox>
        )}
        {state.kind === 'reading' && <Spinner label={t('import.reading')} />}
        {state.kind === 'read' && <Preview items={items} />}
      </div>
    </Dialog>
  )
}

/** Undefined: no JSON. */
function parsed(text: string): unknown {
  try {
    return JSON.parse(text) as unknown
  } catch {
    return undefined
  }
}
