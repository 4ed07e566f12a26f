import { type FormEvent, useState } from 'react'
import type { BrandView } from '../../../../server/identity/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { Dialog } from '../../../kit/ui/Dialog.tsx'
import { Switch } from '../../../kit/ui/Switch.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { Alert, Hint } from '../parts/Alert.tsx'
import { ColourField } from '../parts/ColourField.tsx'
import form from '../parts/Form.module.css'
import { useCommand } from '../parts/useCommand.ts'
import { useSettingsText } from '../text.ts'

const FIRST_COLOUR = '#4f46e5'

export function BrandDialog({ brand, onClose }: { brand: BrandView | null; onClose: () => void }) {
  const t = useSettingsText()
  const [name, setName] = useState(brand?.name ?? '')
  const [colour, setColour] = useState(brand?.colour ?? null)
  const save = useCommand('brand.save', { refreshes: ['brands', 'audit'] })
  const submit = async (event: FormEvent) => {
    event.preventDefault()
    if (!(await save.run({ ...(brand && { id: brand.id }), name: name.trim(), colour }))) return
    toast({ text: brand ? t('saved') : t('brands.made', { name }), tone: 'ok' })
    onClose()
  }
  const besides = save.errorBesides(['name'])
  return (
    <Dialog
      title={brand ? t('brands.edit', { name: brand.name }) : t('brands.new')}
      isOpen
      onClose={onClose}
      footer={
        <>
          <Button onPress={onClose}>{t('cancel')}</Button>
          <Button variant="primary" type="submit" form="brand" isPending={save.isPending}>
            {t('save')}
          </Button>
        </>
      }
    >
      <form id="brand" className={form['fields']} onSubmit={(event) => void submit(event)}>
        {besides && <Alert>{besides}</Alert>}
        {brand?.isDefault && <Hint>{t('brands.default.text')}</Hint>}
        <TextField
          label={t('brands.name')}
          description={t('brands.name.text')}
          isRequired
          autoFocus
          maxLength={60}
          value={name}
          onChange={setName}
          error={save.errorOf('name')}
        />
        <Switch
          isSelected={colour !== null}
          onChange={(isOn) => setColour(isOn ? (brand?.colour ?? FIRST_COLOUR) : null)}
          description={t('brands.colour.text')}
        >
          {t('brands.colour.own')}
        </Switch>
        {colour !== null && <ColourField label={t('colour')} value={colour} onChange={setColour} />}
      </form>
    </Dialog>
  )
}
