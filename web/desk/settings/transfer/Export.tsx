import { ChevronDown, ChevronRight } from 'lucide-react'
import { useState } from 'react'
import { type SettingsFile, type SettingsKind, settingsKinds } from '../../../../server/transfer/contract.ts'
import { useLocale } from '../../../kit/i18n.tsx'
import { Button } from '../../../kit/ui/Button.tsx'
import { Checkbox } from '../../../kit/ui/Checkbox.tsx'
import { IconButton } from '../../../kit/ui/IconButton.tsx'
import { nameOf } from './name-of.ts'
import { fileName, saveFile } from './save-file.ts'
import { useTransferText } from './text.ts'
import css from './Transfer.module.css'

/** Which are left out, by kind and place. */
type Left = ReadonlySet<string>
const keyOf = (kind: SettingsKind, place: number) => `${kind} ${place}`

/** What goes into the file: whole kinds, or single ones of them. */
export function Export({ file }: { file: SettingsFile }) {
  const t = useTransferText()
  const [left, setLeft] = useState<Left>(new Set())
  const kinds = settingsKinds.filter((kind) => (file.settings[kind] ?? []).length > 0)
  const chosenOf = (kind: SettingsKind) =>
    (file.settings[kind] ?? []).filter((_, place) => !left.has(keyOf(kind, place)))
  const counts = kinds.map((kind) => chosenOf(kind).length)
  const n = counts.reduce((sum, count) => sum + count, 0)
  const all = kinds.reduce((sum, kind) => sum + (file.settings[kind] ?? []).length, 0)
  const set = (keys: readonly string[], isIn: boolean) => {
    const next = new Set(left)
    for (const key of keys) isIn ? next.delete(key) : next.add(key)
    setLeft(next)
  }
  const keysOf = (kind: SettingsKind) => (file.settings[kind] ?? []).map((_, place) => keyOf(kind, place))
  const save = () => {
    const chosen = kinds.filter((kind) => chosenOf(kind).length > 0)
    const settings = Object.fromEntries(chosen.map((kind) => [kind, chosenOf(kind)]))
    saveFile({ ...file, settings }, fileName(chosen.length === 1 ? (chosen[0] ?? null) : null, new Date()))
  }
  return (
    <>
      <Checkbox
        isSelected={n === all}
        isIndeterminate={n > 0 && n < all}
        onChange={(isIn) => set(kinds.flatMap(keysOf), isIn)}
      >
        <b>{t('export.all')}</b>
      </Checkbox>
      <ul className={css['kinds']}>
        {kinds.map((kind) => (
          <KindLine
            key={kind}
            kind={kind}
            items={file.settings[kind] ?? []}
            isIn={(place) => !left.has(keyOf(kind, place))}
            onChoose={(places, isIn) =>
              set(
                places.map((place) => keyOf(kind, place)),
                isIn,
              )
            }
          />
        ))}
      </ul>
      <div>
        <Button variant="primary" isDisabled={n === 0} onPress={save}>
          {t('export.save', { n })}
        </Button>
      </div>
    </>
  )
}

type KindLineProps = {
  kind: SettingsKind
  items: SettingsFile['settings'][string]
  isIn: (place: number) => boolean
  onChoose: (places: number[], isIn: boolean) => void
}

function KindLine({ kind, items, isIn, onChoose }: KindLineProps) {
  const t = useTransferText()
  const locale = useLocale()
  const [isOpen, setOpen] = useState(false)
  const n = items.filter((_, place) => isIn(place)).length
  const name = t(`kind.${kind}`)
  return (
    <li>
      <div className={css['line']}>
        <Checkbox
          isSelected={n === items.length}
          isIndeterminate={n > 0 && n < items.length}
          onChange={(isChosen) => onChoose([...items.keys()], isChosen)}
        >
          {name}
        </Checkbox>
        <span className={css['count']}>
          {n === items.length ? t('export.n', { n }) : t('export.some', { n, of: items.length })}
        </span>
        <IconButton
          label={t(isOpen ? 'export.fold' : 'export.unfold', { kind: name })}
          aria-expanded={isOpen}
          onPress={() => setOpen(!isOpen)}
        >
          {isOpen ? <ChevronDown size={16} aria-hidden /> : <ChevronRight size={16} aria-hidden />}
        </IconButton>
      </div>
      {isOpen && (
        <ul className={css['items']} aria-label={name}>
          {items.map((item, place) => (
            // They have no ids, and their order is theirs.
            // oxlint-disable-next-line react/no-array-index-key
            <li key={place}>
              <Checkbox isSelected={isIn(place)} onChange={(isChosen) => onChoose([place], isChosen)}>
                {nameOf(item, locale)}
              </Checkbox>
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}
