import { Link } from '@tanstack/react-router'
import { Copy, Plus, WandSparkles } from 'lucide-react'
import { useState } from 'react'
import type { MacroView } from '../../../../server/rules/contract.ts'
import { buttonClass } from '../../../kit/ui/Button.tsx'
import { Hidden } from '../../../kit/ui/Hidden.tsx'
import { IconButton } from '../../../kit/ui/IconButton.tsx'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { Switch } from '../../../kit/ui/Switch.tsx'
import { Tag } from '../../../kit/ui/Tag.tsx'
import { useGroups } from '../../app/queries.ts'
import { useMay } from '../../shell/DeskContext.tsx'
import { Alert } from '../parts/Alert.tsx'
import { Back } from '../parts/Back.tsx'
import lines from '../parts/Lines.module.css'
import { LackSwitch } from '../parts/LackSwitch.tsx'
import { matches } from '../parts/matches.ts'
import { SearchInput } from '../parts/SearchInput.tsx'
import toolbar from '../parts/Toolbar.module.css'
import { useCommand } from '../parts/useCommand.ts'
import { useList } from '../parts/useList.ts'
import { useLacking } from '../parts/useLacking.ts'
import { useMissing } from '../parts/useMissing.ts'
import { useSettingsText } from '../text.ts'
import { useRulesText } from '../rules/text.ts'
import { Transfer } from '../transfer/Transfer.tsx'
import { useMacrosText } from './text.ts'
import css from './Macros.module.css'

type Command = ReturnType<typeof useCommand>

/** Everybody's, those of groups, and one's own; the most used first. */
export function MacroList({ macros }: { macros: readonly MacroView[] }) {
  const t = useSettingsText()
  const m = useMacrosText()
  const mayShare = useMay('rules.manage')
  const save = useCommand('macro.save', { refreshes: ['macros', 'audit'] })
  const [typed, setTyped] = useState('')
  const { shown, control } = useLacking(macros, ({ definition }) => [definition.message?.texts ?? {}])
  const found = shown.filter(({ title, category, definition }) =>
    matches(typed, [title, category, ...Object.values(definition.message?.texts ?? {})]),
  )
  return (
    <Page
      title={t('section.macros')}
      description={m('macros.text')}
      back={<Back to="/settings" label={t('settings')} isNarrowOnly />}
      actions={
        <>
          {mayShare && <Transfer kind="macro" />}
          <Link to="/settings/$" params={{ _splat: 'macros/new' }} className={buttonClass('primary')}>
            <Plus size={16} aria-hidden />
            {m('macros.new')}
          </Link>
        </>
      }
    >
      {save.error && <Alert>{save.error}</Alert>}
      {macros.length === 0 ? (
        <EmptyState
          icon={<WandSparkles size={22} aria-hidden />}
          title={m('macros.none')}
          text={m('macros.none.text')}
        />
      ) : (
        <div className={toolbar['bar']}>
          <SearchInput label={m('macros.search')} value={typed} onChange={setTyped} isMain />
          <LackSwitch {...control} />
        </div>
      )}
      {macros.length > 0 && found.length === 0 && <EmptyState title={m('notFound')} text={m('notFound.text')} />}
      <ul className={lines['lines']}>
        {found.map((macro) => (
          <li key={macro.id}>
            <Line macro={macro} save={save} />
          </li>
        ))}
      </ul>
    </Page>
  )
}

function Line({ macro, save }: { macro: MacroView; save: Command }) {
  const t = useSettingsText()
  const m = useMacrosText()
  const r = useRulesText()
  const missing = useMissing()
  const list = useList()
  const mayShare = useMay('rules.manage')
  const groups = useGroups()
  const { id, version, sharing, title, category, used, active, definition } = macro
  const content = { title, category, sharing, definition }
  const whose =
    sharing.with === 'groups'
      ? list(groups.filter((group) => sharing.groups.includes(group.id)).map(({ name }) => name))
      : m(`sharing.${sharing.with}`)
  const inside = (
    <>
      <span className={`${lines['words']} ${active ? '' : css['off']}`}>
        <b>{title}</b>
        <span>{[category, whose].filter(Boolean).join(' · ')}</span>
      </span>
      {!active && <Tag>{m('off')}</Tag>}
      {missing([definition.message?.texts ?? {}]).map(({ text, tone }) => (
        <Tag key={text} tone={tone ?? 'plain'}>
          {text}
        </Tag>
      ))}
      <span className={css['used']}>{m('macros.used', { n: used })}</span>
    </>
  )
  // What others keep can be used and read here, not changed.
  if (sharing.with !== 'me' && !mayShare) return <div className={lines['line']}>{inside}</div>
  return (
    <div className={css['macro']}>
      <Link to="/settings/$" params={{ _splat: `macros/${id}` }} className={lines['line']}>
        {inside}
      </Link>
      <Switch
        aria-label={t('order.active', { name: title })}
        isSelected={active}
        onChange={(on) => void save.run({ ...content, id, version, active: on })}
      >
        <Hidden>{title}</Hidden>
      </Switch>
      <IconButton
        label={m('macros.duplicate', { title })}
        onPress={() => void save.run({ ...content, title: r('copyOf', { title }).slice(0, 120), active: false })}
      >
        <Copy size={16} aria-hidden />
      </IconButton>
    </div>
  )
}
