import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Building2, Plus, SearchX } from 'lucide-react'
import { useEffect, useState } from 'react'
import { useRefusalText } from '../../../kit/i18n.tsx'
import { Button, buttonClass } from '../../../kit/ui/Button.tsx'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { Skeleton } from '../../../kit/ui/Spinner.tsx'
import { Table } from '../../../kit/ui/Table.tsx'
import { useTitle } from '../../app/title.ts'
import { SearchInput } from '../../settings/parts/SearchInput.tsx'
import bar from '../../settings/parts/Toolbar.module.css'
import { useMay } from '../../shell/DeskContext.tsx'
import page from '../page/ContactPage.module.css'
import { useContactsText } from '../text.ts'
import { organizationsQuery } from './queries.ts'
import { PeopleTabs } from './PeopleTabs.tsx'

const TYPING_MS = 180

export function OrganizationList() {
  const t = useContactsText()
  const say = useRefusalText()
  const mayWrite = useMay('contacts.write')
  const [text, setText] = useState('')
  const q = useSettled(text.trim())
  const list = useInfiniteQuery(organizationsQuery(q))
  const rows = list.data?.pages.flatMap((each) => each.rows) ?? []
  useTitle(t('organizations'))
  const make = mayWrite && (
    <Link
      to="/contacts/organizations/$organizationId"
      params={{ organizationId: 'new' }}
      className={buttonClass('primary')}
    >
      <Plus size={16} aria-hidden />
      {t('organizations.new')}
    </Link>
  )
  return (
    <div className={page['scroller']}>
      <Page
        title={t('organizations')}
        description={t('organizations.text')}
        back={<PeopleTabs />}
        actions={make}
        isWide
      >
        <div className={bar['bar']}>
          <SearchInput label={t('organizations.search')} value={text} onChange={setText} isMain />
        </div>
        {list.isPending && <Skeleton lines={8} label={t('loading')} />}
        {list.isError && (
          <EmptyState title={t('failed')} text={say(list.error)}>
            <Button onPress={() => void list.refetch()}>{t('again')}</Button>
          </EmptyState>
        )}
        {list.isSuccess && (
          <Table
            label={t('organizations')}
            rows={rows}
            rowKey={({ id }) => id}
            empty={
              q === '' ? (
                <EmptyState
                  icon={<Building2 size={22} aria-hidden />}
                  title={t('organizations.none')}
                  text={t('organizations.none.text')}
                >
                  {make}
                </EmptyState>
              ) : (
                <EmptyState
                  icon={<SearchX size={22} aria-hidden />}
                  title={t('organizations.none.found')}
                  text={t('organizations.none.found.text')}
                />
              )
            }
            columns={[
              {
                id: 'name',
                title: t('name'),
                cell: ({ id, name }) => (
                  <Link to="/contacts/organizations/$organizationId" params={{ organizationId: String(id) }}>
                    {name}
                  </Link>
                ),
              },
              { id: 'domains', title: t('domains'), cell: ({ domains }) => domains.join(', ') || '–' },
              { id: 'members', title: t('members'), isNumber: true, cell: ({ members }) => members },
            ]}
          />
        )}
        {list.hasNextPage && (
          <p className={bar['bar']}>
            <Button onPress={() => void list.fetchNextPage()} isPending={list.isFetchingNextPage}>
              {t('more')}
            </Button>
          </p>
        )}
      </Page>
    </div>
  )
}

/** The text once the typing pauses. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text)
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), TYPING_MS)
    return () => clearTimeout(timer)
  }, [text])
  return settled
}
