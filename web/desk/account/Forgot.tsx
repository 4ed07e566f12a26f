import { Link } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useRefusalText } from '../../kit/i18n.tsx'
import { api } from '../../kit/http.ts'
import { Button, buttonClass } from '../../kit/ui/Button.tsx'
import { TextField } from '../../kit/ui/TextField.tsx'
import { useDeskText } from '../app/text.ts'
import { useTitle } from '../app/title.ts'
import { alertClass, Card, formClass } from './Card.tsx'

/** Asks for a link by mail; what it says afterwards is the same for every address. */
export default function Forgot() {
  const t = useDeskText()
  const say = useRefusalText()
  const [email, setEmail] = useState('')
  const [isSent, setSent] = useState(false)
  const [error, setError] = useState<unknown>(null)
  const [isPending, setPending] = useState(false)
  useTitle(t('forgot.title'))

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setPending(true)
    setError(null)
    try {
      await api.post('/password-reset', { email: email.trim() })
      setSent(true)
    } catch (refused) {
      setError(refused)
    }
    setPending(false)
  }

  if (isSent)
    return (
      <Card title={t('forgot.sent.title')} text={t('forgot.sent', { email: email.trim() })}>
        <p role="status">{t('forgot.nothing')}</p>
        <div className={formClass}>
          <Link to="/sign-in" className={buttonClass()}>
            {t('forgot.back')}
          </Link>
        </div>
      </Card>
    )
  return (
    <Card title={t('forgot.title')} text={t('forgot.text')}>
      <form className={formClass} onSubmit={(event) => void submit(event)}>
        {error !== null && (
          <p className={alertClass} role="alert">
            {say(error)}
          </p>
        )}
        <TextField
          label={t('email')}
          type="email"
          name="email"
          autoComplete="username"
          isRequired
          autoFocus
          value={email}
          onChange={setEmail}
        />
        <Button type="submit" variant="primary" isPending={isPending}>
          {t('forgot.submit')}
        </Button>
        <Link to="/sign-in">{t('forgot.back')}</Link>
      </form>
    </Card>
  )
}
