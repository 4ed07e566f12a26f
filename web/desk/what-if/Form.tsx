import { Plus, Trash2 } from 'lucide-react'
import type { StaffingChange } from '../../../server/routing/contract.ts'
import { Button } from '../../kit/ui/Button.tsx'
import { IconButton } from '../../kit/ui/IconButton.tsx'
import { Section } from '../../kit/ui/Page.tsx'
import { Segments } from '../../kit/ui/Segments.tsx'
import { Select } from '../../kit/ui/Select.tsx'
import { Switch } from '../../kit/ui/Switch.tsx'
import { TextField } from '../../kit/ui/TextField.tsx'
import { useGroups, useRoutingNames } from '../app/queries.ts'
import { type Draft, oneMore } from './draft.ts'
import { useWhatIfText } from './text.ts'
import css from './WhatIf.module.css'

type FormProps = { draft: Draft; onChange: (draft: Draft) => void }
const hoursFrom = (first: number) => Array.from({ length: 24 }, (_, n) => n + first)
const numbers = (text: string) => text.replaceAll(/[^0-9]/g, '').slice(0, 3)

/** What is to be otherwise. What is left as it is plays as it was. */
export function Form({ draft, onChange }: FormProps) {
  const t = useWhatIfText()
  const set = (changes: Partial<Draft>) => onChange({ ...draft, ...changes })
  const hours = (first: number) => [
    { id: 'same', label: t('same') },
    ...hoursFrom(first).map((n) => ({ id: String(n), label: t('hour', { n }) })),
  ]
  return (
    <>
      <Section title={t('period')}>
        <div className={css['choice']}>
          <Segments
            label={t('period')}
            value={draft.days === 1 ? '1' : '7'}
            onChange={(days) => set({ days: days === '1' ? 1 : 7 })}
            items={[
              { id: '1', label: t('period.day') },
              { id: '7', label: t('period.week') },
            ]}
          />
        </div>
      </Section>
      <Staffing staffing={draft.staffing} onChange={(staffing) => set({ staffing })} />
      <Section title={t('rules')} description={t('rules.text')}>
        <div className={css['fields']}>
          <TextField
            label={t('limit')}
            description={t('limit.text')}
            value={draft.chats}
            inputMode="numeric"
            onChange={(chats) => set({ chats: numbers(chats) })}
          />
          <TextField
            label={t('limit.email')}
            description={t('limit.text')}
            value={draft.emails}
            inputMode="numeric"
            onChange={(emails) => set({ emails: numbers(emails) })}
          />
          <TextField
            label={t('customers')}
            description={t('customers.text')}
            value={draft.customers}
            inputMode="numeric"
            onChange={(customers) => set({ customers: numbers(customers) })}
          />
          <Select
            label={t('method')}
            value={draft.method}
            onChange={(method) => set({ method })}
            items={(['same', 'spare', 'percent', 'round_robin'] as const).map((id) => ({
              id,
              label: t(id === 'same' ? 'same' : `method.${id}`),
            }))}
          />
          <Select
            label={t('accept')}
            value={draft.accept}
            onChange={(accept) => set({ accept })}
            items={(['same', 'yes', 'no'] as const).map((id) => ({
              id,
              label: t(id === 'same' ? 'same' : `accept.${id}`),
            }))}
          />
          <Select
            label={t('focus')}
            description={t('focus.text')}
            value={draft.focus}
            onChange={(focus) => set({ focus })}
            items={(['same', 'yes', 'no'] as const).map((id) => ({
              id,
              label: t(id === 'same' ? 'same' : `focus.${id}`),
            }))}
          />
          <Select
            label={t('open')}
            value={draft.fromHour}
            onChange={(fromHour) => set({ fromHour })}
            items={hours(0)}
          />
          <Select label={t('shut')} value={draft.toHour} onChange={(toHour) => set({ toHour })} items={hours(1)} />
        </div>
        <Switch
          isSelected={draft.skills}
          onChange={(skills) => set({ skills })}
          description={t(draft.skills ? 'skills.on' : 'skills.off')}
        >
          {t('skills')}
        </Switch>
      </Section>
    </>
  )
}

function Staffing({ staffing, onChange }: { staffing: StaffingChange[]; onChange: (all: StaffingChange[]) => void }) {
  const t = useWhatIfText()
  const replace = (at: number, next: StaffingChange) =>
    onChange(staffing.map((each, index) => (index === at ? next : each)))
  return (
    <Section title={t('staffing')} description={t('staffing.text')}>
      {staffing.map((each, at) => (
        // biome-ignore lint/suspicious/noArrayIndexKey: lines have no name but their place
        <Line
          key={at}
          value={each}
          onChange={(next) => replace(at, next)}
          onRemove={() => onChange(staffing.filter((_, index) => index !== at))}
        />
      ))}
      <div>
        <Button
          icon={<Plus size={16} aria-hidden />}
          isDisabled={staffing.length >= 20}
          onPress={() => onChange([...staffing, oneMore])}
        >
          {t('staffing.add')}
        </Button>
      </div>
    </Section>
  )
}

const amounts = [-10, -5, -3, -2, -1, 1, 2, 3, 5, 10, 20] as const
type LineProps = { value: StaffingChange; onChange: (next: StaffingChange) => void; onRemove: () => void }

function Line({ value, onChange, onRemove }: LineProps) {
  const t = useWhatIfText()
  const groups = useGroups()
  const { skills } = useRoutingNames()
  const every = skills.map(({ id }) => id)
  // One, or all, or none: whoever is added rarely knows just two.
  const known = value.skillIds.length === 0 ? 'none' : value.skillIds.length === 1 ? String(value.skillIds[0]) : 'all'
  const hour = (n: number) => ({ id: String(n), label: t('hour', { n }) })
  return (
    <div className={css['line']} role="group" aria-label={t('staffing.line', { n: value.agents })}>
      <Select
        label={t('agents')}
        value={String(value.agents)}
        onChange={(n) => onChange({ ...value, agents: Number(n) })}
        items={amounts.map((n) => ({ id: String(n), label: n > 0 ? `+${n}` : `−${-n}` }))}
      />
      <Select
        label={t('from')}
        value={String(value.fromHour)}
        onChange={(n) => onChange({ ...value, fromHour: Number(n) })}
        items={hoursFrom(0).map(hour)}
      />
      <Select
        label={t('to')}
        value={String(value.toHour)}
        onChange={(n) => onChange({ ...value, toHour: Number(n) })}
        items={hoursFrom(1).map(hour)}
      />
      <Select
        label={t('group')}
        value={String(value.groupId ?? 0)}
        onChange={(id) => onChange({ ...value, groupId: id === '0' ? null : Number(id) })}
        items={[{ id: '0', label: t('group.all') }, ...groups.map(({ id, name }) => ({ id: String(id), label: name }))]}
      />
      {skills.length > 0 && (
        <Select
          label={t(value.agents > 0 ? 'knows' : 'knows.fewer')}
          value={known}
          onChange={(id) =>
            onChange({ ...value, skillIds: id === 'none' ? [] : id === 'all' ? every.slice(0, 20) : [Number(id)] })
          }
          items={[
            { id: 'none', label: t(value.agents > 0 ? 'knows.none' : 'knows.any') },
            ...(skills.length > 1 ? [{ id: 'all', label: t('knows.all') }] : []),
            ...skills.map(({ id, name }) => ({ id: String(id), label: name })),
          ]}
        />
      )}
      <IconButton label={t('staffing.remove')} onPress={onRemove}>
        <Trash2 size={16} aria-hidden />
      </IconButton>
    </div>
  )
}
