import { Link, useNavigate } from '@tanstack/react-router'
import { Plus, TextCursorInput } from 'lucide-react'
import type { TicketField } from '../../../../server/tickets/contract.ts'
import { buttonClass } from '../../../kit/ui/Button.tsx'
import { useConfirm } from '../../../kit/ui/confirm.tsx'
import { EmptyState } from '../../../kit/ui/EmptyState.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { useDefinitions } from '../../app/queries.ts'
import { useSaid } from '../../app/said.ts'
import { useDefinitionsText } from '../definitions-text.ts'
import { Alert } from '../parts/Alert.tsx'
import { Back } from '../parts/Back.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { OrderedList } from '../parts/OrderedList.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useMissing } from '../parts/useMissing.ts'
import { Transfer } from '../transfer/Transfer.tsx'
import { useSettingsText } from '../text.ts'
import { hasOptions, iconOf } from './field-kinds.ts'

export const REFRESHES = ['definitions', 'audit']

export function FieldList() {
  const t = useSettingsText()
  const d = useDefinitionsText()
  const definitions = useDefinitions()
  return (
    <Page
      title={t('section.fields')}
      description={d('fields.text')}
      back={<Back to="/settings" label={t('settings')} isNarrowOnly />}
      actions={
        <>
          <Transfer kind="ticket_field" />
          <NewField />
        </>
      }
    >
      <Loaded query={definitions}>
        {({ fields }) =>
          fields.length === 0 ? (
            <EmptyState
              icon={<TextCursorInput size={22} aria-hidden />}
              title={d('fields.none')}
              text={d('fields.none.text')}
            />
          ) : (
            <List fields={fields} />
          )
        }
      </Loaded>
    </Page>
  )
}

function NewField() {
  const d = useDefinitionsText()
  return (
    <Link to="/settings/$" params={{ _splat: 'fields/new' }} className={buttonClass('primary')}>
      <Plus size={16} aria-hidden />
      {d('fields.new')}
    </Link>
  )
}

function List({ fields }: { fields: readonly TicketField[] }) {
  const d = useDefinitionsText()
  const said = useSaid()
  const navigate = useNavigate()
  const save = useCommand('ticket_field.save', { refreshes: REFRESHES })
  const sort = useCommand('ticket_field.sort', { refreshes: REFRESHES })
  const remove = useDeleteField()
  const missing = useMissing()
  const error = save.error ?? sort.error ?? remove.error
  return (
    <>
      {error && <Alert>{error}</Alert>}
      <OrderedList
        label={d('fields')}
        search={d('fields.search')}
        items={fields.map((field) => {
          const Icon = iconOf(field.kind)
          const kind = d(`kind.${field.kind}`)
          return {
            id: field.id,
            name: said(field.title),
            facts: hasOptions(field.kind) ? d('fields.facts', { kind, n: field.options.length }) : kind,
            icon: <Icon size={18} aria-hidden />,
            tags: [...(field.requiredOnSolve ? [{ text: d('required') }] : []), ...missing(textsOf(field))],
            active: field.active,
            path: `fields/${field.id}`,
          }
        })}
        onOrder={(ids) => sort.run({ ids })}
        onActive={(id, active) => {
          const field = fields.find((each) => each.id === id)
          if (field) void save.run({ ...field, active })
        }}
        onDuplicate={(id) => void navigate({ to: '/settings/$', params: { _splat: `fields/new/${id}` } })}
        onDelete={(id) => {
          const field = fields.find((each) => each.id === id)
          if (field) void remove.ask(field)
        }}
      />
    </>
  )
}

const textsOf = ({ title, customerTitle, help, options }: TicketField) => [
  title,
  customerTitle,
  help,
  ...options.map(({ label }) => label),
]

/** Asked first: what it held is shown no more. */
export function useDeleteField(onDeleted?: () => void) {
  const d = useDefinitionsText()
  const said = useSaid()
  const confirm = useConfirm()
  const remove = useCommand('ticket_field.delete', { refreshes: REFRESHES })
  return {
    error: remove.error,
    isPending: remove.isPending,
    async ask(field: TicketField): Promise<void> {
      const name = said(field.title)
      const yes = await confirm({
        title: d('fields.delete.title', { name }),
        text: d('fields.delete.text'),
        yes: d('delete'),
        isDanger: true,
      })
      if (!yes || !(await remove.run({ fieldId: field.id }))) return
      toast({ text: d('deleted', { name }), tone: 'ok' })
      onDeleted?.()
    },
  }
}
