import { type FormEvent, useState } from 'react'
import { Button } from '../../kit/ui/Button.tsx'
import { TextField } from '../../kit/ui/TextField.tsx'
import { toast } from '../../kit/ui/toast.ts'
import { useDeskText } from '../app/text.ts'
import { useProfile } from './useProfile.ts'
import css from './Preferences.module.css'

export function Profile() {
  const t = useDeskText()
  const { me, update } = useProfile()
  const [name, setName] = useState(me.name)
  const [alias, setAlias] = useState(me.alias ?? '')
  const save = async (event: FormEvent) => {
    event.preventDefault()
    if (await update({ name: name.trim(), alias: alias.trim() || null })) toast({ text: t('saved'), tone: 'ok' })
  }
  return (
    <form className={css['fields']} onSubmit={(event) => void save(event)}>
      <TextField label={t('name')} value={name} onChange={setName} isRequired maxLength={80} autoComplete="name" />
      <TextField
        label={t('preferences.alias')}
        description={t('preferences.aliasText', { name: alias.trim() || name })}
        value={alias}
        onChange={setAlias}
        maxLength={80}
      />
      <TextField label={t('email')} value={me.email} isReadOnly description={t('preferences.emailText')} />
      <div className={css['actions']}>
        <Button variant="primary" type="submit" isDisabled={name.trim() === ''}>
          {t('save')}
        </Button>
      </div>
    </form>
  )
}
