import { useQuery } from '@tanstack/react-query'
import { Link } from '@tanstack/react-router'
import { ChevronRight } from 'lucide-react'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { mailQuery, useDefinitions } from '../../app/queries.ts'
import { useMay } from '../../shell/DeskContext.tsx'
import {
  brandsQuery,
  channelsQuery,
  groupsQuery,
  rolesQuery,
  schedulesQuery,
  stylesQuery,
  usersQuery,
} from '../queries.ts'
import { queuesQuery, routingSettingsQuery, skillsQuery } from '../routing/queries.ts'
import { type SectionId, sectionGroups } from '../sections.ts'
import { useSettingsText } from '../text.ts'
import { useSections } from '../useSections.ts'
import css from './Home.module.css'

/** Every section with what it decides, and how it stands. */
export function Home() {
  const t = useSettingsText()
  const shown = useSections()
  const facts = useFacts()
  return (
    <Page title={t('settings')} description={t('settings.text')} isWide>
      {shown.length === 0 && <EmptyState title={t('closed.title')} text={t('closed.text')} />}
      {sectionGroups.map((group) => {
        const inIt = shown.filter((section) => section.group === group)
        if (inIt.length === 0) return null
        return (
          <section key={group} className={css['group']}>
            <h2>{t(`group.${group}`)}</h2>
            <ul className={css['cards']}>
              {inIt.map(({ id, Icon }) => (
                <li key={id}>
                  <Link to="/settings/$" params={{ _splat: id }} className={css['card']}>
                    <span className={css['icon']}>
                      <Icon size={18} aria-hidden />
                    </span>
                    <span className={css['words']}>
                      <b>{t(`section.${id}`)}</b>
                      <span>{t(`section.${id}.text`)}</span>
                      {facts[id] && <span className={css['fact']}>{facts[id]}</span>}
                    </span>
                    <ChevronRight size={16} aria-hidden className={css['go']} />
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </Page>
  )
}

/** How it stands: "12 people, 2 invitations waiting". Nothing until it is known. */
function useFacts(): Partial<Record<SectionId, string>> {
  const t = useSettingsText()
  const managesPeople = useMay('people.manage')
  const managesChannels = useMay('channels.manage')
  const managesSettings = useMay('settings.manage')
  const users = useQuery({ ...usersQuery, enabled: managesPeople }).data
  const roles = useQuery({ ...rolesQuery, enabled: managesPeople }).data
  const groups = useQuery({ ...groupsQuery, enabled: managesPeople }).data
  const channels = useQuery({ ...channelsQuery, enabled: managesChannels }).data
  const styles = useQuery({ ...stylesQuery, enabled: managesChannels }).data
  const schedules = useQuery({ ...schedulesQuery, enabled: managesChannels || managesSettings }).data
  const definitions = useDefinitions().data
  const brands = useQuery({ ...brandsQuery, enabled: managesChannels }).data
  const managesRouting = useMay('routing.manage')
  const routing = useQuery({ ...routingSettingsQuery, enabled: managesRouting }).data
  const queues = useQuery({ ...queuesQuery, enabled: managesRouting }).data
  const skills = useQuery({ ...skillsQuery, enabled: managesRouting }).data
  const mail = useQuery({ ...mailQuery, enabled: useMay('settings.manage') }).data
  return {
    ...(mail && { mail: t('home.mail', { on: String(mail.isOn), waiting: mail.waiting, failed: mail.failed }) }),
    ...(users && {
      people: t('home.people', {
        n: users.filter(({ active, joined }) => active && joined).length,
        invited: users.filter(({ active, joined }) => active && !joined).length,
      }),
    }),
    ...(roles && { roles: t('home.roles', { n: roles.length, own: roles.filter(({ key }) => key === null).length }) }),
    ...(groups && { groups: t('home.groups', { n: groups.length }) }),
    ...(channels && {
      channels: t('home.channels', { n: channels.length, on: channels.filter(({ active }) => active).length }),
    }),
    ...(styles && {
      styles: t('home.styles', { n: styles.length, used: styles.filter((style) => style.channels > 0).length }),
    }),
    ...(schedules && {
      schedules: t('home.schedules', {
        n: schedules.length,
        name: schedules.find(({ isDefault }) => isDefault)?.name ?? '',
        hasDefault: String(schedules.some(({ isDefault }) => isDefault)),
      }),
    }),
    ...(definitions && {
      fields: t('home.fields', { n: definitions.fields.length }),
      forms: t('home.forms', { n: definitions.forms.length }),
      statuses: t('home.statuses', { n: definitions.statuses.length }),
    }),
    ...(routing && { routing: t('home.routing', { on: String(routing.enabled) }) }),
    ...(queues && { queues: t('home.queues', { n: queues.length }) }),
    ...(skills && { skills: t('home.skills', { n: skills.length }) }),
    ...(brands && { brands: t('home.brands', { n: brands.length }) }),
  }
}
