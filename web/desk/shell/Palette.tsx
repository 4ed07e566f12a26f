import type { ListKey } from '../../../server/tickets/contract.ts'
import { useViews } from '../app/queries.ts'
import { useQuery } from '@tanstack/react-query'
import { useNavigate } from '@tanstack/react-router'
import { Search } from 'lucide-react'
import { useState } from 'react'
import { Autocomplete, useFilter } from 'react-aria-components/Autocomplete'
import { Dialog } from 'react-aria-components/Dialog'
import { Header } from 'react-aria-components/Header'
import { Input } from 'react-aria-components/Input'
import { Menu, MenuItem, MenuSection } from 'react-aria-components/Menu'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { SearchField } from 'react-aria-components/SearchField'
import { Kbd } from '../../kit/ui/Kbd.tsx'
import popover from '../../kit/ui/Popover.module.css'
import { StatusMark } from '../../kit/ui/StatusMark.tsx'
import { useDeskText } from '../app/text.ts'
import { findQuery } from '../inbox/find.ts'
import { nameOf as contactName } from '../inbox/Row.tsx'
import { lastView, useViewName, views } from '../inbox/views.ts'
import { finding } from '../search/finding.ts'
import { usePlaces } from './usePlaces.ts'
import { type CommandId, commands, commandText, handlerOf } from './commands.ts'
import css from './Palette.module.css'

/** Everything the desk can do now, views, and conversations found by the same letters. */
export default function Palette({ onClose }: { onClose: () => void }) {
  const t = useDeskText()
  const navigate = useNavigate()
  const sees = usePlaces()
  const [text, setText] = useState('')
  const { contains } = useFilter({ sensitivity: 'base' })
  const found = useQuery({ ...findQuery(text), ...(!sees.inbox && { enabled: false }) }).data ?? []
  const ready = commands.filter(({ id }) => id !== 'palette' && handlerOf(id) && contains(t(commandText(id)), text))
  const nameOf = useViewName()
  const all: ListKey[] = [...views, ...useViews().map(({ id }): ListKey => `v${id}`)]
  const shownViews = all.filter((view) => sees.inbox && contains(t('palette.view', { view: nameOf(view) }), text))
  const act = (key: string) => {
    const [kind, id = ''] = key.split(' ')
    onClose()
    if (kind === 'view') void navigate({ to: `/inbox/${id}` })
    else if (kind === 'search') {
      finding.set(text.trim())
      void navigate({ to: '/inbox/$view', params: { view: lastView() } })
    } else if (kind === 'conversation') void navigate({ to: `/inbox/all/${id}` })
    else queueMicrotask(() => run(id))
  }
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={onClose} className={css['overlay'] ?? ''}>
      <Modal className={css['modal'] ?? ''}>
        <Dialog aria-label={t('palette.title')} className={css['dialog'] ?? ''}>
          <Autocomplete inputValue={text} onInputChange={setText}>
            <SearchField aria-label={t('palette.title')} autoFocus className={css['search'] ?? ''}>
              <Input placeholder={t('palette.placeholder')} />
            </SearchField>
            <div className={css['scroll']} tabIndex={0} role="group" aria-label={t('palette.title')}>
              <Menu
                aria-label={t('palette.title')}
                className={css['list'] ?? ''}
                onAction={(key) => act(String(key))}
                renderEmptyState={() => <p className={popover['none']}>{t('palette.none')}</p>}
              >
                {found.length > 0 && (
                  <MenuSection>
                    <Header className={popover['section'] ?? ''}>{t('palette.conversations')}</Header>
                    {found.slice(0, 6).map((row) => (
                      <MenuItem
                        key={row.conversationId}
                        id={`conversation ${row.conversationId}`}
                        className={popover['item'] ?? ''}
                        textValue={row.subject}
                      >
                        <StatusMark status={row.status} />
                        <span className={css['words']}>
                          {contactName(row.contact, t)} · {row.subject}
                        </span>
                      </MenuItem>
                    ))}
                  </MenuSection>
                )}
                {text.trim() !== '' && (
                  <MenuItem id="search" className={popover['item'] ?? ''} textValue={text}>
                    <Search size={16} aria-hidden />
                    <span className={css['words']}>{t('palette.search', { text: text.trim() })}</span>
                  </MenuItem>
                )}
                {ready.length > 0 && (
                  <MenuSection>
                    <Header className={popover['section'] ?? ''}>{t('palette.commands')}</Header>
                    {ready.map(({ id, keys }) => (
                      <MenuItem
                        key={id}
                        id={`command ${id}`}
                        className={popover['item'] ?? ''}
                        textValue={t(commandText(id))}
                      >
                        <span className={css['words']}>{t(commandText(id))}</span>
                        {keys && <Kbd keys={keys} />}
                      </MenuItem>
                    ))}
                  </MenuSection>
                )}
                {shownViews.length > 0 && (
                  <MenuSection>
                    <Header className={popover['section'] ?? ''}>{t('palette.views')}</Header>
                    {shownViews.map((view) => (
                      <MenuItem
                        key={view}
                        id={`view ${view}`}
                        className={popover['item'] ?? ''}
                        textValue={nameOf(view)}
                      >
                        {t('palette.view', { view: nameOf(view) })}
                      </MenuItem>
                    ))}
                  </MenuSection>
                )}
              </Menu>
            </div>
          </Autocomplete>
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}

function run(id: string): void {
  const command: CommandId | undefined = commands.find((one) => one.id === id)?.id
  // After the palette is gone: what runs may take the focus.
  if (command) setTimeout(() => handlerOf(command)?.(), 30)
}
