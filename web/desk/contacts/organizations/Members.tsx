import { useInfiniteQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { Avatar } from '../../../kit/ui/Avatar.tsx'
import { Button } from '../../../kit/ui/Button.tsx'
import { Section } from '../../../kit/ui/Page.tsx'
import { Skeleton } from '../../../kit/ui/Spinner.tsx'
import lines from '../../settings/parts/Lines.module.css'
import { rowName } from '../contact-name.ts'
import { useContactsText } from '../text.ts'
import { membersQuery } from './queries.ts'

/** The people of an organization, those seen last first. */
export function Members({ organizationId }: { organizationId: number }) {
  const t = useContactsText()
  const list = useInfiniteQuery(membersQuery(organizationId))
  const rows = list.data?.pages.flatMap((page) => page.rows) ?? []
  return (
    <Section title={t('members')} description={t('members.text')}>
      {list.isPending && <Skeleton lines={3} label={t('loading')} />}
      {list.isSuccess && rows.length === 0 && <p className={lines['none']}>{t('members.none')}</p>}
      <ul className={lines['lines']}>
        {rows.map((row) => (
          <li key={row.id}>
            <Link to="/contacts/$contactId" params={{ contactId: String(row.id) }} className={lines['line']}>
              <Avatar name={row.name ?? row.email ?? row.phone} size={26} />
              <span className={lines['words']}>
                <b>{rowName(t, row)}</b>
                <span>{row.name === null ? row.phone : (row.email ?? row.phone)}</span>
              </span>
            </Link>
          </li>
        ))}
      </ul>
      {list.hasNextPage && (
        <p>
          <Button onPress={() => void list.fetchNextPage()} isPending={list.isFetchingNextPage}>
            {t('more')}
          </Button>
        </p>
      )}
    </Section>
  )
}
