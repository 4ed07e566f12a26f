import { useQuery } from '@tanstack/react-query'
import { Link, useNavigate, useParams } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import type { Me, Welcome as WelcomeLink } from '../../../server/identity/contract.ts'
import { useLocale, useRefusalText } from '../../kit/i18n.tsx'
import { api } from '../../kit/http.ts'
import { Button, buttonClass } from '../../kit/ui/Button.tsx'
import { Skeleton } from '../../kit/ui/Spinner.tsx'
import { TextField } from '../../kit/ui/TextField.tsx'
import { queryClient } from '../app/queries.ts'
import { useDeskText } from '../app/text.ts'
import { useTitle } from '../app/title.ts'
import { alertClass, Card, formClass } from './Card.tsx'
import { enter } from './enter.ts'

/** Behind a one-time link: the first administrator, an invited colleague, or a new password. */
export default function Welcome() {
  const t = useDeskText()
  const say = useRefusalText()
  const { token } = useParams({ from: '/welcome/$token' })
  const link = useQuery({
    queryKey: ['welcome', token],
    queryFn: () => api.get<WelcomeLink>(`/welcome/${encodeURIComponent(token)}`),
    retry: false,
    gcTime: 0,
  })
  useTitle(t('welcome.title'))
  if (link.isPending)
    return (
      <Card title={t('welcome.title')}>
        <div className={formClass}>
          <Skeleton label={t('loading')} />
        </div>
      </Card>
    )
  if (link.isError)
    return (
      <Card title={t('welcome.invalid')} text={say(link.error)}>
        <div className={formClass}>
          <Link to="/sign-in" className={buttonClass('primary')}>
            {t('welcome.toSignIn')}
          </Link>
        </div>
      </Card>
    )
  return <WelcomeForm token={token} link={link.data} />
}

function WelcomeForm({ token, link }: { token: string; link: WelcomeLink }) {
  const t = useDeskText()
  const say = useRefusalText()
  const locale = useLocale()
  const navigate = useNavigate()
  const [name, setName] = useState(link.name ?? '')
  const [email, setEmail] = useState(link.email ?? '')
  const [password, setPassword] = useState('')
  const [error, setError] = useState<unknown>(null)
  const [isPending, setPending] = useState(false)
  const isNew = link.kind !== 'sign_in'

  const submit = async (event: FormEvent) => {
    event.preventDefault()
    setPending(true)
    setError(null)
    const given = { token, name: name.trim(), password, locale, ...(link.kind === 'first' && { email: email.trim() }) }
    try {
      await enter(queryClient, await api.post<{ me?: Me }>('/welcome', given))
      await navigate({ to: '/', replace: true })
    } catch (refused) {
      setError(refused)
      setPending(false)
    }
  }

  return (
    <Card title={t(`welcome.${link.kind}.title`)} text={t(`welcome.${link.kind}.text`)}>
      <form className={formClass} onSubmit={(event) => void submit(event)}>
        {error !== null && (
          <p className={alertClass} role="alert">
            {say(error)}
          </p>
        )}
        {isNew && (
          <TextField
            label={t('name')}
            name="name"
            autoComplete="name"
            isRequired
            autoFocus
            maxLength={80}
            value={name}
            onChange={setName}
          />
        )}
        <TextField
          label={t('email')}
          type="email"
          name="email"
          autoComplete="username"
          isRequired
          isReadOnly={link.kind !== 'first'}
          value={email}
          onChange={setEmail}
        />
        <TextField
          label={t('password.choose')}
          description={t('password.rule')}
          type="password"
          name="password"
          autoComplete="new-password"
          isRequired
          minLength={10}
          autoFocus={!isNew}
          value={password}
          onChange={setPassword}
        />
        <Button type="submit" variant="primary" isPending={isPending}>
          {t('welcome.submit')}
        </Button>
      </form>
    </Card>
  )
}
