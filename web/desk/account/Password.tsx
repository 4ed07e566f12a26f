import { type FormEvent, useState } from 'react'
import { useRefusalText } from '../../kit/i18n.tsx'
import { Button } from '../../kit/ui/Button.tsx'
import { TextField } from '../../kit/ui/TextField.tsx'
import { toast } from '../../kit/ui/toast.ts'
import { useDeskText } from '../app/text.ts'
import { useDesk } from '../shell/DeskContext.tsx'
import { alertClass } from './Card.tsx'
import css from './Preferences.module.css'

export function Password() {
  const t = useDeskText()
  const say = useRefusalText()
  const { desk, me } = useDesk()
  const [current, setCurrent] = useState('')
  const [next, setNext] = useState('')
  const [error, setError] = useState<unknown>(null)
  const [isPending, setPending] = useState(false)
  const change = async (event: FormEvent) => {
    event.preventDefault()
    setPending(true)
    setError(null)
    try {
      await desk.do('password.change', { current, next })
      setCurrent('')
      setNext('')
      toast({ text: t('password.changed'), tone: 'ok' })
    } catch (refused) {
      setError(refused)
    } finally {
      setPending(false)
    }
  }
  return (
    <form className={css['fields']} onSubmit={(event) => void change(event)}>
      {error !== null && (
        <p role="alert" className={alertClass}>
          {say(error)}
        </p>
      )}
      <input type="hidden" name="username" autoComplete="username" value={me.email} />
      <TextField
        label={t('password.current')}
        type="password"
        autoComplete="current-password"
        isRequired
        value={current}
        onChange={setCurrent}
      />
      <TextField
        label={t('password.choose')}
        type="password"
        autoComplete="new-password"
        isRequired
        minLength={10}
        description={t('password.rule')}
        value={next}
        onChange={setNext}
      />
      <p className={css['text']}>{t('password.effect')}</p>
      <div className={css['actions']}>
        <Button variant="primary" type="submit" isPending={isPending}>
          {t('password.change')}
        </Button>
      </div>
    </form>
  )
}
