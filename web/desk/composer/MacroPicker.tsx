import { WandSparkles } from 'lucide-react'
import type { MacroView } from '../../../server/rules/contract.ts'
import { IconButton } from '../../kit/ui/IconButton.tsx'
import { Picker } from '../../kit/ui/Picker.tsx'
import { useDeskText } from '../app/text.ts'
import { useMacros } from './queries.ts'
import { textIn } from './replies.ts'

type MacroPickerProps = {
  locale: string
  isOpen: boolean
  onOpenChange: (isOpen: boolean) => void
  onChoose: (macroId: number) => void
}
const MOST_WORDS = 80

/** The macros one may use, the most used first. */
export function MacroPicker({ locale, isOpen, onOpenChange, onChoose }: MacroPickerProps) {
  const t = useDeskText()
  const macros = useMacros()
  return (
    <Picker
      label={t('macro.choose')}
      none={t(macros.length === 0 ? 'macro.noneYet' : 'macro.none')}
      isOpen={isOpen}
      onOpenChange={onOpenChange}
      value={null}
      items={macros.map((macro) => ({ id: String(macro.id), label: macro.title, description: about(macro, locale) }))}
      onChange={(id) => onChoose(Number(id))}
      trigger={
        <IconButton label={t('macro.apply')} shortcut="m">
          <WandSparkles size={18} aria-hidden />
        </IconButton>
      }
    />
  )
}

const about = ({ category, definition }: MacroView, locale: string): string => {
  const words = textIn(definition.message?.texts ?? {}, locale).replaceAll(/\s+/g, ' ')
  return [category, words.length > MOST_WORDS ? `${words.slice(0, MOST_WORDS)}…` : words].filter(Boolean).join(' · ')
}
