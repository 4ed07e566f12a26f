import { Link, useNavigate, useSearch } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { Me } from '../../../server/identity/contract.ts'
import { useRefusalText } from '../../kit/i18n.tsx'
import { api } from '../../kit/http.ts'
import { Button } from '../../kit/ui/Button.tsx'
import { TextField } from '../../kit/ui/TextField.tsx'
import { queryClient } from '../app/queries.ts'
import { useDeskText } from '../app/text.ts'
import { useTitle } from '../app/title.ts'
import { alertClass, Card, formClass } from './Card.tsx'
import { enter } from './enter.ts'

export function SignIn() {
  const t = useDeskText()
  const say = useRefusalText()
  const navigate = useNavigate()
  const { next } = useSearch({ from: '/sign-in' })
  const [email, setEmail] = useState('')
  const [password, setPassword] = useState('')
  const [error, setError] = useState<unknown>(null)
  const [isPending, setPending] = useState(false)
  useTitle(t('signIn.title'))

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setPending(true)
    setError(null)
    try {
      await enter(queryClient, await api.post<{ me?: Me }>('/sign-in', { email: email.trim(), password }))
      await navigate({ href: next ?? '/' })
    } catch (refused) {
      setError(refused)
      setPending(false)
    }
  }

  return (
    <Card title={t('signIn.title')} text={t('signIn.text')}>
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
        <TextField
          label={t('password')}
          type="password"
          name="password"
          autoComplete="current-password"
          isRequired
          value={password}
          onChange={setPassword}
        />
        <Button type="submit" variant="primary" isPending={isPending}>
          {t('signIn.submit')}
        </Button>
        <Link to="/forgot">{t('signIn.forgot')}</Link>
      </form>
    </Card>
  )
}
