import { settingsKinds } from '../../../../server/transfer/contract.ts'
import { useTransferText } from './text.ts'

/** `settings.trigger.2.actions.0` → "Triggers, entry 3, actions.0": counted as people count. */
export function usePlaceWords(): (field: string) => string {
  const t = useTransferText()
  return (field) => {
    const [, name, place, ...rest] = field.split('.')
    const kind = settingsKinds.find((each) => each === name)
    if (kind === undefined || place === undefined || !/^\d+$/.test(place)) return field || t('place.file')
    return t('place', {
      kind: t(`kind.${kind}`),
      n: Number(place) + 1,
      rest: rest.length === 0 ? '_empty' : rest.join('.'),
    })
  }
}
