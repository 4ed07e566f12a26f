import { Link } from '@tanstack/react-router'
import { Pencil } from 'lucide-react'
import { type ReactNode, useState } from 'react'
import type { IdentityView } from '../../../server/contacts/contract.ts'
import type { ConversationSnapshot } from '../../../server/tickets/contract.ts'
import { useLocale } from '../../kit/i18n.tsx'
import { IconButton } from '../../kit/ui/IconButton.tsx'
import { useDeskText } from '../app/text.ts'
import { useTimes } from '../app/times.ts'
import { useMay } from '../shell/DeskContext.tsx'
import { Block, Pair, Pairs } from './Block.tsx'
import { ConfirmIdentity } from './ConfirmIdentity.tsx'
import { EditContact } from './EditContact.tsx'
import { IdentityMark } from './IdentityMark.tsx'
import css from './ContactDetails.module.css'

const kinds = ['email', 'phone', 'external_id'] as const

export function ContactDetails({ snapshot }: { snapshot: ConversationSnapshot }) {
  const t = useDeskText()
  const times = useTimes()
  const locale = useLocale()
  const mayWrite = useMay('contacts.write')
  const [isEditing, setEditing] = useState(false)
  const [confirming, setConfirming] = useState<IdentityView | null>(null)
  const { contact, conversation } = snapshot
  const { page, device } = contact
  const language = languageName(contact.locale ?? conversation.locale, locale)
  return (
    <Block
      title={t('context.contact')}
      extra={
        mayWrite && (
          <IconButton size="s" label={t('contact.edit')} onPress={() => setEditing(true)}>
            <Pencil size={14} aria-hidden />
          </IconButton>
        )
      }
    >
      <Pairs>
        {kinds.flatMap((kind) => {
          const found = contact.identities.filter((identity) => identity.kind === kind)
          if (found.length === 0) return kind === 'email' ? [<Missing key={kind} name={t('identity.email')} />] : []
          return found.map((identity, index) => (
            <Pair key={identity.id} name={index === 0 ? t(`identity.${kind}`) : ''}>
              <span className={css['value']}>{breakable(identity.value)}</span>{' '}
              <IdentityMark identity={identity} onConfirm={mayWrite ? () => setConfirming(identity) : undefined} />
            </Pair>
          ))
        })}
        {contact.organization && (
          <Pair name={t('context.organization')}>
            <Link
              to="/contacts/organizations/$organizationId"
              params={{ organizationId: String(contact.organization.id) }}
            >
              {contact.organization.name}
            </Link>
          </Pair>
        )}
        {language && <Pair name={t('context.language')}>{language}</Pair>}
        {page && (
          <Pair name={t('context.page')}>
            <a href={page.url} target="_blank" rel="noopener noreferrer nofollow" title={page.url}>
              {page.title || shortAddress(page.url)}
            </a>
          </Pair>
        )}
        {device && (
          <Pair name={t('context.device')}>
            {[
              device.browser,
              device.os,
              device.kind === 'desktop' ? '' : t('context.deviceKind', { kind: device.kind }),
            ]
              .filter(Boolean)
              .join(' · ')}
          </Pair>
        )}
        <Pair name={t('context.since')}>{times.date(contact.createdAt)}</Pair>
        {contact.notes && <Pair name={t('context.notes')}>{contact.notes}</Pair>}
      </Pairs>
      {isEditing && <EditContact contact={contact} onClose={() => setEditing(false)} />}
      {confirming && <ConfirmIdentity contact={contact} identity={confirming} onClose={() => setConfirming(null)} />}
    </Block>
  )
}

function Missing({ name }: { name: string }) {
  const t = useDeskText()
  return (
    <Pair name={name}>
      <span className={css['missing']}>{t('identity.none')}</span>
    </Pair>
  )
}

/** A long address breaks behind its @ rather than anywhere. */
function breakable(value: string): ReactNode {
  const [name = '', ...domain] = value.split('@')
  if (domain.length === 0) return value
  return (
    <>
      {name}@<wbr />
      {domain.join('@')}
    </>
  )
}

const languages = new Map<string, Intl.DisplayNames>()

function languageName(tag: string, locale: string): string | null {
  try {
    const names = languages.get(locale) ?? new Intl.DisplayNames([locale], { type: 'language' })
    languages.set(locale, names)
    const name = names.of(tag)
    return name ? name.charAt(0).toLocaleUpperCase(locale) + name.slice(1) : null
  } catch {
    return null
  }
}

function shortAddress(url: string): string {
  try {
    const { pathname, host } = new URL(url)
    return pathname === '/' ? host : pathname
  } catch {
    return url
  }
}
