import { useQuery } from '@tanstack/react-query'
import { useText } from '../../../kit/i18n.tsx'
import { Select } from '../../../kit/ui/Select.tsx'
import { TextField } from '../../../kit/ui/TextField.tsx'
import { useColleagues, useGroups } from '../../app/queries.ts'
import { useDeskText } from '../../app/text.ts'
import { surveyNamesQuery } from '../../satisfaction/queries.ts'
import { useTicketText } from '../../ticket/text.ts'
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
          items={[asItIs, ...statuses.map((id) => ({ id, label: kit(`status.${id}`) }))]}
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
          label={m('tags.add')}
          description={m('tags.text')}
          value={draft.add}
          onChange={(add) => onChange({ add })}
        />
        <TextField label={m('tags.remove')} value={draft.remove} onChange={(remove) => onChange({ remove })} />
      </div>
      {draft.others.length > 0 && <Hint>{m('others', { n: draft.others.length })}</Hint>}
    </>
  )
}
