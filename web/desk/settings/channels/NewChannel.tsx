import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { type FormEvent, useState } from 'react'
import { useLocale } from '../../../kit/i18n.tsx'
import { Button } from '../../../kit/ui/Button.tsx'
import { Dialog } from '../../../kit/ui/Dialog.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { Alert, Hint } from '../parts/Alert.tsx'
import form from '../parts/Form.module.css'
import { useCommand } from '../parts/useCommand.ts'
import { brandsQuery, groupsQuery, stylesQuery } from '../queries.ts'
import { useSettingsText } from '../text.ts'
import { BrandField, GroupField, StyleField } from './fields.tsx'
import { firstSettings } from './new-channel.ts'
import { originOf } from './origins.ts'

/** The least that makes a widget; all else has its place in the editor. */
export function NewChannel({ onClose }: { onClose: () => void }) {
  const t = useSettingsText()
  const locale = useLocale()
  const navigate = useNavigate()
  const brand = useQuery(brandsQuery).data?.find(({ isDefault }) => isDefault)?.id ?? null
  const style = useQuery(stylesQuery).data?.find(({ active }) => active)?.id ?? null
  const group = useQuery(groupsQuery).data?.find(({ isDefault }) => isDefault)?.id ?? null
  const [name, setName] = useState('')
  const [site, setSite] = useState('')
  const [chosen, choose] = useState<{ brandId?: number; styleId?: number; groupId?: number | null }>({})
  const { brandId = brand, styleId = style, groupId = group } = chosen
  const save = useCommand<{ id: number }>('channel.save', { refreshes: ['channels', 'styles', 'audit'] })
  const origin = originOf(site)
  const isWrong = site.trim() !== '' && origin === null
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (isWrong) return
    const made = await save.run({
      name: name.trim(),
      brandId,
      styleId,
      groupId,
      defaultLocale: locale,
      origins: origin === null ? [] : [origin],
      settings: firstSettings,
      active: true,
    })
    if (!made) return
    onClose()
    void navigate({ to: '/settings/$', params: { _splat: `channels/${made.output.id}` } })
  }
  const besides = save.errorBesides(['name'])
  return (
    <Dialog
      title={t('channels.new')}
      isOpen
      onClose={onClose}
      size="m"
      footer={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button
            variant="primary"
            type="submit"
            form="new-channel"
            isPending={save.isPending}
            isDisabled={brandId === null || styleId === null}
          >
            {t('channels.make')}
          </Button>
        </>
      }
    >
      <form id="new-channel" className={form['fields']} onSubmit={(event) => void submit(event)}>
        {besides && <Alert>{besides}</Alert>}
        <TextField
          label={t('channel.name')}
          description={t('channel.name.text')}
          isRequired
          autoFocus
          maxLength={60}
          value={name}
          onChange={setName}
          error={save.errorOf('name')}
        />
        <TextField
          label={t('channels.site')}
          description={t('channels.site.text')}
          placeholder="https://www.example.com"
          value={site}
          onChange={setSite}
          error={isWrong ? t('origins.wrong') : undefined}
        />
        <StyleField value={styleId} onChange={(id) => choose({ ...chosen, styleId: id })} />
        <GroupField value={groupId} onChange={(id) => choose({ ...chosen, groupId: id })} />
        <BrandField value={brandId} onChange={(id) => choose({ ...chosen, brandId: id })} />
        <Hint>{t('channels.new.next')}</Hint>
      </form>
    </Dialog>
  )
}
