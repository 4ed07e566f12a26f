import { CircleDot, Flag, ShieldAlert, Tag as TagIcon, Trash2, UserRound, UsersRound, X } from 'lucide-react'
import { useState } from 'react'
import type { BulkChanges, HiddenKind } from '../../../../server/tickets/contract.ts'
import { Avatar } from '../../../kit/ui/Avatar.tsx'
import { Button } from '../../../kit/ui/Button.tsx'
import { IconButton } from '../../../kit/ui/IconButton.tsx'
import { Menu } from '../../../kit/ui/Menu.tsx'
import { Picker } from '../../../kit/ui/Picker.tsx'
import { StatusMark } from '../../../kit/ui/StatusMark.tsx'
import { useColleagues, useDefinitions, useGroups } from '../../app/queries.ts'
import { useSaid } from '../../app/said.ts'
import { useDeskText } from '../../app/text.ts'
import { useDesk, useMay } from '../../shell/DeskContext.tsx'
import { clearSelection, selectAll } from '../selection.ts'
import { SpamDialog } from './SpamDialog.tsx'
import { TagsDialog } from './TagsDialog.tsx'
import { useBulkText } from './text.ts'
import { useBulk } from './useBulk.ts'
import css from './Bulk.module.css'

const priorities = ['low', 'normal', 'high', 'urgent'] as const
const icon = { size: 17, 'aria-hidden': true } as const
type BulkBarProps = { ids: readonly number[]; selected: ReadonlySet<number> }

/** What the chosen conversations are given, in place of the views. */
export default function BulkBar({ ids, selected }: BulkBarProps) {
  const b = useBulkText()
  const [seesTags, setSeesTags] = useState(false)
  const [asksSpam, setAsksSpam] = useState(false)
  const mayAssign = useMay('conversations.assign')
  const mayDelete = useMay('conversations.delete')
  const { edit, hide } = useBulk()
  const takeAway = async (act: HiddenKind, blocks = false) => {
    if (await hide([...selected], act, blocks)) clearSelection()
  }
  const change = async (changes: BulkChanges) => {
    if (await edit([...selected], changes)) clearSelection()
  }
  return (
    <div className={css['bar']} role="toolbar" aria-label={b('label')}>
      <p className={css['count']} role="status">
        {b('selected', { n: selected.size })}
      </p>
      {selected.size < ids.length && (
        <Button size="s" variant="quiet" onPress={() => selectAll(ids)}>
          {b('all', { n: ids.length })}
        </Button>
      )}
      <div className={css['tools']}>
        <Statuses onChange={change} />
        {mayAssign && <Assignee onChange={change} />}
        {mayAssign && <Group onChange={change} />}
        <Priority onChange={change} />
        <IconButton label={b('tags')} onPress={() => setSeesTags(true)}>
          <TagIcon {...icon} />
        </IconButton>
        <IconButton label={b('spam')} onPress={() => setAsksSpam(true)}>
          <ShieldAlert {...icon} />
        </IconButton>
        {mayDelete && (
          <IconButton label={b('delete')} onPress={() => void takeAway('deleted')}>
            <Trash2 {...icon} />
          </IconButton>
        )}
        <IconButton label={b('clear')} shortcut="Esc" size="s" onPress={clearSelection} className={css['clear']}>
          <X size={16} aria-hidden />
        </IconButton>
      </div>
      {asksSpam && (
        <SpamDialog
          count={selected.size}
          onClose={() => setAsksSpam(false)}
          onConfirm={(blocks) => void takeAway('spam', blocks)}
        />
      )}
      {seesTags && (
        <TagsDialog
          count={selected.size}
          onClose={() => setSeesTags(false)}
          onChange={(changes) => void change(changes)}
        />
      )}
    </div>
  )
}

type Changing = { onChange: (changes: BulkChanges) => Promise<void> }

/** The account's own statuses where there are any, else the categories. */
function Statuses({ onChange }: Changing) {
  const b = useBulkText()
  const said = useSaid()
  const statuses = (useDefinitions().data?.statuses ?? []).filter(
    ({ active, category }) => active && category !== 'new',
  )
  return (
    <Menu
      label={b('status')}
      trigger={
        <IconButton label={b('status')}>
          <CircleDot {...icon} />
        </IconButton>
      }
      onAction={(id) => void onChange({ statusId: Number(id) })}
      groups={[
        {
          title: b('status'),
          entries: statuses.map(({ id, label, category }) => ({
            id: String(id),
            label: said(label),
            icon: <StatusMark status={category} isDecorative />,
          })),
        },
      ]}
    />
  )
}

function Priority({ onChange }: Changing) {
  const b = useBulkText()
  const t = useDeskText()
  return (
    <Menu
      label={b('priority')}
      trigger={
        <IconButton label={b('priority')}>
          <Flag {...icon} />
        </IconButton>
      }
      onAction={(id) => void onChange({ priority: priorities.find((one) => one === id) ?? 'normal' })}
      groups={[{ title: b('priority'), entries: priorities.map((id) => ({ id, label: t(`priority.${id}`) })) }]}
    />
  )
}

function Assignee({ onChange }: Changing) {
  const b = useBulkText()
  const t = useDeskText()
  const { me } = useDesk()
  const mayHold = useMay('assignable')
  const others = useColleagues().filter((one) => one.assignable && one.active && one.id !== me.id)
  return (
    <Picker
      label={b('assignee')}
      none={t('picker.none')}
      value={null}
      onChange={(id) => void onChange({ assigneeId: id === 'nobody' ? null : Number(id) })}
      trigger={
        <IconButton label={b('assignee')}>
          <UserRound {...icon} />
        </IconButton>
      }
      items={[
        ...(mayHold ? [{ id: String(me.id), label: t('assignee.me', { name: me.name }) }] : []),
        { id: 'nobody', label: t('nobody') },
        ...others.map((one) => ({
          id: String(one.id),
          label: one.name,
          icon: <Avatar name={one.name} photo={one.photo} size={24} presence={one.availability} />,
        })),
      ]}
    />
  )
}

function Group({ onChange }: Changing) {
  const b = useBulkText()
  const t = useDeskText()
  return (
    <Picker
      label={b('group')}
      none={t('picker.none')}
      value={null}
      onChange={(id) => void onChange({ groupId: id === 'none' ? null : Number(id) })}
      trigger={
        <IconButton label={b('group')}>
          <UsersRound {...icon} />
        </IconButton>
      }
      items={[
        ...useGroups().map(({ id, name }) => ({ id: String(id), label: name })),
        { id: 'none', label: t('noGroup') },
      ]}
    />
  )
}
