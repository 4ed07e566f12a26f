import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronRight, Clock, Plus } from 'lucide-react'
import { useState } from 'react'
import type { ScheduleView } from '../../../../server/schedules/contract.ts'
import { buttonClass } from '../../../kit/ui/Button.tsx'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { Tag } from '../../../kit/ui/Tag.tsx'
import { Back } from '../parts/Back.tsx'
import lines from '../parts/Lines.module.css'
import { Loaded } from '../parts/Loaded.tsx'
import { matches } from '../parts/matches.ts'
import { SearchInput } from '../parts/SearchInput.tsx'
import bar from '../parts/Toolbar.module.css'
import { schedulesQuery } from '../queries.ts'
import { Transfer } from '../transfer/Transfer.tsx'
import { useSettingsText } from '../text.ts'
import { useStatus } from './useStatus.ts'
import { useUsers } from './useUsers.ts'
import { useWeekText } from './useWeekText.ts'
import css from './Schedules.module.css'

export function ScheduleList() {
  const t = useSettingsText()
  const schedules = useQuery(schedulesQuery)
  const make = (
    <Link to="/settings/$" params={{ _splat: 'schedules/new' }} className={buttonClass('primary')}>
      <Plus size={16} aria-hidden />
      {t('schedules.new')}
    </Link>
  )
  return (
    <Page
      title={t('section.schedules')}
      description={t('schedules.text')}
      back={<Back to="/settings" label={t('settings')} isNarrowOnly />}
      actions={
        <>
          <Transfer kind="schedule" />
          {schedules.data?.length !== 0 && make}
        </>
      }
    >
      <Loaded query={schedules}>
        {(all) =>
          all.length === 0 ? (
            <EmptyState
              icon={<Clock size={22} aria-hidden />}
              title={t('schedules.none')}
              text={t('schedules.none.text')}
            >
              {make}
            </EmptyState>
          ) : (
            <Found all={all} />
          )
        }
      </Loaded>
    </Page>
  )
}

function Found({ all }: { all: ScheduleView[] }) {
  const t = useSettingsText()
  const [typed, setTyped] = useState('')
  const found = all.filter(({ name, timeZone, holidays }) =>
    matches(typed, [name, timeZone.replaceAll('_', ' '), ...holidays.map((holiday) => holiday.name)]),
  )
  return (
    <>
      <div className={bar['bar']}>
        <SearchInput isMain label={t('schedules.search')} value={typed} onChange={setTyped} />
      </div>
      {found.length === 0 ? (
        <EmptyState title={t('schedules.noneSuch')} text={t('schedules.noneSuch.text')} />
      ) : (
        <ul className={lines['lines']}>
          {found.map((schedule) => (
            <li key={schedule.id}>
              <Line schedule={schedule} />
            </li>
          ))}
        </ul>
      )}
    </>
  )
}

function Line({ schedule }: { schedule: ScheduleView }) {
  const t = useSettingsText()
  const status = useStatus(schedule)
  const week = useWeekText()
  const channels = useUsers(schedule).length
  const facts = [
    schedule.timeZone.replaceAll('_', ' '),
    ...(schedule.holidays.length > 0 ? [t('schedules.holidays', { n: schedule.holidays.length })] : []),
    t('schedules.usedBy', { n: channels }),
  ]
  return (
    <Link to="/settings/$" params={{ _splat: `schedules/${schedule.id}` }} className={lines['line']}>
      <span className={lines['words']}>
        <b>{schedule.name}</b>
        <span>{week(schedule.week)}</span>
        <span className={css['facts']}>{facts.join(' · ')}</span>
      </span>
      <span className={lines['side']}>
        {schedule.isDefault && <Tag tone="accent">{t('schedules.default')}</Tag>}
        <Tag tone={status.isOpen ? 'ok' : 'plain'}>{status.text}</Tag>
      </span>
      <ChevronRight size={16} aria-hidden />
    </Link>
  )
}
