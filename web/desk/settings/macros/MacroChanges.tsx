import { useQuery } from '@tanstack/react-query'
import { Plus, X } from 'lucide-react'
import { useText } from '../../../kit/i18n.tsx'
import { Button } from '../../../kit/ui/Button.tsx'
import { IconButton } from '../../../kit/ui/IconButton.tsx'
import { Select } from '../../../kit/ui/Select.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { useColleagues, useDefinitions, useGroups } from '../../app/queries.ts'
import { useSaid } from '../../app/said.ts'
import { useDeskText } from '../../app/text.ts'
import { surveyNamesQuery } from '../../satisfaction/queries.ts'
import { useTicketText } from '../../ticket/text.ts'
import { FieldAction } from '../rules/DataAction.tsx'
import rows from '../rules/Rows.module.css'
import { useRulesText } from '../rules/text.ts'
import { Hint } from '../parts/Alert.tsx'
import form from '../parts/Form.module.css'
import type { MacroDraft } from './draft.ts'
import { useMacrosText } from './text.ts'

const statuses = ['open', 'pending', 'hold', 'solved'] as const
const types = ['question', 'incident', 'problem', 'task'] as const
const priorities = ['low', 'normal', 'high', 'urgent'] as const

/** What it sets on the ticket: what an agent could set with one submit; the rest stays as it is. */
export function MacroChanges({
  draft,
  onChange,
}: {
  draft: MacroDraft
  onChange: (change: Partial<MacroDraft>) => void
}) {
  const m = useMacrosText()
  const t = useDeskText()
  const k = useTicketText()
  const r = useRulesText()
  const kit = useText('kit')
  const said = useSaid()
  const definitions = useDefinitions().data
  // What is the default of its category is what the category says already.
  const own = definitions?.statuses.filter((each) => each.active && !each.isDefault && each.category !== 'new') ?? []
  const surveys = useQuery(surveyNamesQuery).data ?? []
  const groups = useGroups()
  const people = useColleagues().filter(({ assignable, active }) => assignable && active)
  const asItIs = { id: '' as const, label: m('asItIs') }
  return (
    <>
      <div className={form['pair']}>
        <Select<MacroDraft['status']>
          label={t('ticket.status')}
          value={draft.status}
          onChange={(status) => onChange({ status })}
          items={[
            asItIs,
            ...statuses.map((id) => ({ id, label: kit(`status.${id}`) })),
            ...own.map(({ id, label }) => ({ id: `own:${id}` as const, label: said(label) })),
          ]}
        />
        <Select<MacroDraft['priority']>
          label={t('ticket.priority')}
          value={draft.priority}
          onChange={(priority) => onChange({ priority })}
          items={[asItIs, ...priorities.map((id) => ({ id, label: t(`priority.${id}`) }))]}
        />
        <Select<MacroDraft['assign']>
          label={t('ticket.assignee')}
          value={draft.assign}
          onChange={(assign) => onChange({ assign })}
          items={[
            asItIs,
            { id: 'actor', label: m('assign.actor') },
            { id: 'nobody', label: t('nobody') },
            ...people.map(({ id, name }) => ({ id: `${id}` as const, label: name })),
          ]}
        />
        <Select<MacroDraft['move']>
          label={t('ticket.group')}
          value={draft.move}
          onChange={(move) => onChange({ move })}
          items={[
            asItIs,
            { id: 'none', label: t('noGroup') },
            ...groups.map(({ id, name }) => ({ id: `${id}` as const, label: name })),
          ]}
        />
        <Select<MacroDraft['type']>
          label={k('type')}
          value={draft.type}
          onChange={(type) => onChange({ type })}
          items={[asItIs, { id: 'none', label: k('none') }, ...types.map((id) => ({ id, label: k(`type.${id}`) }))]}
        />
        <Select<MacroDraft['survey']>
          label={m('survey')}
          description={m('survey.text')}
          value={draft.survey}
          onChange={(survey) => onChange({ survey })}
          items={[
            { id: '', label: m('survey.none') },
            ...surveys.map(({ id, name, active }) => ({
              id: `${id}` as const,
              label: active ? name : r('action.off', { name }),
            })),
          ]}
        />
        <TextField
          label={m('subject')}
          description={m('subject.text', { placeholder: '{{ticket.subject}}' })}
          maxLength={200}
          value={draft.subject}
          onChange={(subject) => onChange({ subject })}
        />
        <TextField
          label={m('tags.add')}
          description={m('tags.text')}
          value={draft.add}
          onChange={(add) => onChange({ add })}
        />
        <TextField label={m('tags.remove')} value={draft.remove} onChange={(remove) => onChange({ remove })} />
      </div>
      {draft.fields.map((action, index) => (
        <div
          // Rows have no name of their own, and hold no state but what is given.
          // oxlint-disable-next-line react/no-array-index-key
          key={index}
          className={rows['row']}
        >
          <FieldAction
            action={action}
            onChange={(changed) =>
              changed.do === 'set_field' && onChange({ fields: draft.fields.with(index, changed) })
            }
          />
          <IconButton label={r('action.remove')} onPress={() => onChange({ fields: draft.fields.toSpliced(index, 1) })}>
            <X size={16} aria-hidden />
          </IconButton>
        </div>
      ))}
      {definitions?.fields.some(({ active }) => active) && (
        <span>
          <Button
            size="s"
            variant="quiet"
            icon={<Plus size={14} aria-hidden />}
            onPress={() => onChange({ fields: [...draft.fields, { do: 'set_field', fieldId: 0, value: null }] })}
          >
            {m('field.add')}
          </Button>
        </span>
      )}
      {draft.others.length > 0 && <Hint>{m('others', { n: draft.others.length })}</Hint>}
    </>
  )
}
