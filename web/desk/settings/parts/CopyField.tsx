import { Check, Copy } from 'lucide-react'
import { useEffect, useId, useState } from 'react'
import { Button } from '../../../kit/ui/Button.tsx'
import { useKitText } from './useKitText.ts'
import css from './CopyField.module.css'

/** Something to take along: a link, a secret, a piece of code. */
export function CopyField({ label, text, isCode = false }: { label: string; text: string; isCode?: boolean }) {
  const t = useKitText()
  const id = useId()
  const [isCopied, setCopied] = useState(false)
  useEffect(() => {
    if (!isCopied) return
    const timer = setTimeout(() => setCopied(false), 2_000)
    return () => clearTimeout(timer)
  }, [isCopied])
  const copy = () => {
    navigator.clipboard?.writeText(text).then(
      () => setCopied(true),
      () => select(id),
    ) ?? select(id)
  }
  return (
    <div className={css['field']}>
      <span className={css['label']}>{label}</span>
      <div className={css['box']}>
        {/* Scrolls sideways: the keyboard must reach it. */}
        <pre id={id} className={css['text']} data-code={isCode} tabIndex={0} role="group" aria-label={label}>
          {text}
        </pre>
        <Button
          size="s"
          onPress={copy}
          icon={isCopied ? <Check size={14} aria-hidden /> : <Copy size={14} aria-hidden />}
          aria-label={isCopied ? t('copied') : t('copyNamed', { label })}
        >
          {isCopied ? t('copied') : t('copy')}
        </Button>
      </div>
      <span role="status" className={css['hidden']}>
        {isCopied ? t('copied') : ''}
      </span>
    </div>
  )
}

/** Where the browser does not let us: one more key for the person. */
function select(id: string): void {
  const element = document.getElementById(id)
  if (element) getSelection()?.selectAllChildren(element)
}
