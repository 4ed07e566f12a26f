import { Link, useParams } from '@tanstack/react-router'
import { Suspense, useEffect, useRef } from 'react'
import { EmptyState } from '../../kit/ui/EmptyState.tsx'
import { Page } from '../../kit/ui/Page.tsx'
import { Skeleton } from '../../kit/ui/Spinner.tsx'
import { useTitle } from '../app/title.ts'
import { Home } from './home/Home.tsx'
import { Back } from './parts/Back.tsx'
import { sectionGroups, sections } from './sections.ts'
import { useSettingsText } from './text.ts'
import { useSections } from './useSections.ts'
import css from './Settings.module.css'

/** The menu of sections, and the one that is open. On a narrow screen one after the other. */
export default function Settings() {
  const t = useSettingsText()
  const { _splat = '' } = useParams({ strict: false })
  const [id, ...path] = _splat.split('/').filter(Boolean)
  const page = path[0]
  const open = sections.find((section) => section.id === id)
  useTitle(open ? t(`section.${open.id}`) : t('settings'))
  const stage = useRef<HTMLDivElement>(null)
  useEffect(() => {
    stage.current?.scrollTo({ top: 0 })
  }, [id, page])
  return (
    <div className={css['settings']}>
      <Menu open={open?.id} />
      <div ref={stage} className={css['stage']}>
        <Suspense fallback={<Waiting />}>{id === undefined ? <Home /> : <Opened id={id} path={path} />}</Suspense>
      </div>
    </div>
  )
}

function Opened({ id, path }: { id: string; path: string[] }) {
  const t = useSettingsText()
  const section = useSections().find((each) => each.id === id)
  if (section) return <section.Page path={path} />
  const isKnown = sections.some((each) => each.id === id)
  return (
    <Page title={t('settings')} back={<Back to="/settings" label={t('settings')} />}>
      <EmptyState
        title={t(isKnown ? 'closed.title' : 'unknown.title')}
        text={t(isKnown ? 'closed.text' : 'unknown.text')}
      >
        <Link to="/settings">{t('toSettings')}</Link>
      </EmptyState>
    </Page>
  )
}

function Menu({ open }: { open: string | undefined }) {
  const t = useSettingsText()
  const shown = useSections()
  return (
    <nav className={css['menu']} aria-label={t('menu')}>
      <Link to="/settings" className={css['home']} aria-current={open === undefined ? 'page' : undefined}>
        {t('settings')}
      </Link>
      {sectionGroups.map((group) => {
        const inIt = shown.filter((section) => section.group === group)
        if (inIt.length === 0) return null
        return (
          <div key={group} className={css['group']}>
            <h2>{t(`group.${group}`)}</h2>
            <ul>
              {inIt.map(({ id, Icon }) => (
                <li key={id}>
                  <Link to="/settings/$" params={{ _splat: id }} aria-current={open === id ? 'page' : undefined}>
                    <Icon size={16} aria-hidden />
                    {t(`section.${id}`)}
                  </Link>
                </li>
              ))}
            </ul>
          </div>
        )
      })}
    </nav>
  )
}

function Waiting() {
  const t = useSettingsText()
  return (
    <div className={css['waiting']}>
      <Skeleton lines={6} label={t('loading')} />
    </div>
  )
}
