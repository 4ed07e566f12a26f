import { useInfiniteQuery, useQuery } from '@tanstack/react-query'
import { Mail, MailX } from 'lucide-react'
import { useState } from 'react'
import { mailKinds, type MailView } from '../../../../server/identity/contract.ts'
import { useRefusalText } from '../../../kit/i18n.tsx'
import { Button } from '../../../kit/ui/Button.tsx'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { Segments } from '../../../kit/ui/Segments.tsx'
import { Select } from '../../../kit/ui/Select.tsx'
import { Skeleton } from '../../../kit/ui/Spinner.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { mailQuery } from '../../app/queries.ts'
import { Alert } from '../parts/Alert.tsx'
import { Back } from '../parts/Back.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import bar from '../parts/Toolbar.module.css'
import { useCommand } from '../parts/useCommand.ts'
import { useSettingsText } from '../text.ts'
import { MailLine } from './MailLine.tsx'
import { Standing } from './Standing.tsx'
import { type MailFilter, mailsQuery } from './queries.ts'
import lines from '../parts/Lines.module.css'
import css from './OutgoingMail.module.css'

const states = ['waiting', 'sent', 'failed'] as const

/** Whether mail goes out, and what became of each. */
export default function OutgoingMail() {
  const t = useSettingsText()
  const standing = useQuery(mailQuery)
  const test = useCommand<{ to: string }>('mail.test', { refreshes: ['mails', 'mail'] })
  const [filter, setFilter] = useState<MailFilter>({})
  const send = async () => {
    const done = await test.run({})
    if (done) toast({ text: t('mail.tested', { to: done.output.to }), tone: 'ok' })
  }
  return (
    <Page
      title={t('section.mail')}
      description={t('mail.text')}
      back={<Back to="/settings" label={t('settings')} isNarrowOnly />}
      actions={
        standing.data?.isOn && (
          <Button variant="primary" onPress={() => void send()} isPending={test.isPending}>
            {t('mail.test')}
          </Button>
        )
      }
    >
      {test.error && <Alert>{test.error}</Alert>}
      <Loaded query={standing} lines={2}>
        {(now) => <Standing now={now} />}
      </Loaded>
      <div className={bar['bar']}>
        <Segments
          label={t('mail.state')}
          value={filter.state ?? 'all'}
          onChange={(state) =>
            setFilter({ ...(filter.kind && { kind: filter.kind }), ...(state !== 'all' && { state }) })
          }
          items={[
            { id: 'all' as const, label: t('mail.state.all') },
            ...states.map((id) => ({ id, label: t(`mail.state.${id}`) })),
          ]}
        />
        <Select
          label={t('mail.kind')}
          className={css['filter'] ?? ''}
          value={filter.kind ?? 'any'}
          onChange={(given) => {
            const kind = mailKinds.find((each) => each === given)
            setFilter({ ...(filter.state && { state: filter.state }), ...(kind && { kind }) })
          }}
          items={[
            { id: 'any', label: t('mail.anyKind') },
            ...mailKinds.map((id) => ({ id, label: t(`mail.kind.${id}`) })),
          ]}
        />
      </div>
      <Mails filter={filter} onClear={() => setFilter({})} />
    </Page>
  )
}

function Mails({ filter, onClear }: { filter: MailFilter; onClear: () => void }) {
  const t = useSettingsText()
  const say = useRefusalText()
  const mails = useInfiniteQuery(mailsQuery(filter))
  if (mails.isPending) return <Skeleton lines={8} label={t('loading')} />
  if (mails.isError)
    return (
      <EmptyState icon={<MailX size={22} aria-hidden />} title={t('audit.failed')} text={say(mails.error)}>
        <Button onPress={() => void mails.refetch()}>{t('audit.again')}</Button>
      </EmptyState>
    )
  const rows = mails.data.pages.flatMap((page) => page.rows)
  if (rows.length === 0) return <Nothing isFiltered={Object.keys(filter).length > 0} onClear={onClear} />
  return (
    <>
      <ul className={lines['lines']} aria-label={t('mail.list')}>
        {rows.map((mail: MailView) => (
          <MailLine key={mail.id} mail={mail} />
        ))}
      </ul>
      {mails.hasNextPage && (
        <div className={css['more']}>
          <Button onPress={() => void mails.fetchNextPage()} isPending={mails.isFetchingNextPage}>
            {t('mail.more')}
          </Button>
        </div>
      )}
    </>
  )
}

function Nothing({ isFiltered, onClear }: { isFiltered: boolean; onClear: () => void }) {
  const t = useSettingsText()
  return (
    <EmptyState
      icon={<Mail size={22} aria-hidden />}
      title={t(isFiltered ? 'mail.noneSuch' : 'mail.none')}
      text={isFiltered ? '' : t('mail.none.text')}
    >
      {isFiltered && <Button onPress={onClear}>{t('mail.clear')}</Button>}
    </EmptyState>
  )
}
