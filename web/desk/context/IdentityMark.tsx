import { BadgeCheck } from 'lucide-react'
import type { IdentityView } from '../../../server/contacts/contract.ts'
import { Tooltip } from '../../kit/ui/Tooltip.tsx'
import { Button as AriaButton } from 'react-aria-components/Button'
import { useDeskText } from '../app/text.ts'
import css from './IdentityMark.module.css'

/** Verified, and by what; or only claimed: typed by whoever writes. */
export function IdentityMark({ identity, onConfirm }: { identity: IdentityView; onConfirm: (() => void) | undefined }) {
  const t = useDeskText()
  if (identity.verified) {
    const how = t('identity.verified', { by: identity.verifiedBy ?? 'other' })
    return (
      <span className={css['verified']} role="img" aria-label={how} title={how}>
        <BadgeCheck size={15} aria-hidden />
      </span>
    )
  }
  if (!onConfirm) return <span className={css['claimed']}>{t('identity.claimed')}</span>
  return (
    <Tooltip text={t('identity.claimed.text')}>
      <AriaButton className={`${css['claimed']} ${css['button']}`} onPress={onConfirm}>
        {t('identity.claimed')}
      </AriaButton>
    </Tooltip>
  )
}
