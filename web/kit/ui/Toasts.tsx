import { X } from 'lucide-react'
import { useEffect, useState, useSyncExternalStore } from 'react'
import { createPortal } from 'react-dom'
import { useText } from '../i18n.tsx'
import { Button } from './Button.tsx'
import { IconButton } from './IconButton.tsx'
import { dismiss, readToasts, type Toast, watchToasts } from './toast.ts'
import css from './Toasts.module.css'

/** Once in an app. A live region, outside what a dialog hides. */
export function Toasts() {
  const t = useText('kit')
  const toasts = useSyncExternalStore(watchToasts, readToasts)
  return createPortal(
    <div className={css['region']} role="region" aria-label={t('messages')} data-react-aria-top-layer="true">
      <div aria-live="polite" aria-relevant="additions">
        {toasts.map((toast) => (
          <One key={toast.id} toast={toast} />
        ))}
      </div>
    </div>,
    document.body,
  )
}

function One({ toast }: { toast: Toast }) {
  const t = useText('kit')
  const left = useSecondsLeft(toast)
  return (
    <div className={css['toast']} data-tone={toast.tone}>
      <span className={css['text']}>{toast.text}</span>
      {toast.action && (
        <Button
          size="s"
          onPress={() => {
            toast.action?.onPress()
            dismiss(toast.id)
          }}
        >
          {toast.action.label}
          <span className={css['left']} aria-hidden>
            {left}
          </span>
        </Button>
      )}
      <IconButton size="s" label={t('dismiss')} onPress={() => dismiss(toast.id)}>
        <X size={14} aria-hidden />
      </IconButton>
    </div>
  )
}

function useSecondsLeft({ id, endsAt, seconds }: Toast): number {
  const [left, setLeft] = useState(seconds)
  useEffect(() => {
    const timer = setInterval(() => {
      const rest = Math.ceil((endsAt - Date.now()) / 1000)
      if (rest <= 0) dismiss(id)
      else setLeft(rest)
    }, 200)
    return () => clearInterval(timer)
  }, [id, endsAt])
  return left
}
