import { Link, useNavigate } from '@tanstack/react-router'
import { Plus } from 'lucide-react'
import type { TicketForm } from '../../../../server/tickets/contract.ts'
import { buttonClass } from '../../../kit/ui/Button.tsx'
import { useConfirm } from '../../../kit/ui/confirm.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { useBrands, useDefinitions } from '../../app/queries.ts'
import { useSaid } from '../../app/said.ts'
import { useDefinitionsText } from '../definitions-text.ts'
import { Alert } from '../parts/Alert.tsx'
import { Back } from '../parts/Back.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { OrderedList } from '../parts/OrderedList.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useMissing } from '../parts/useMissing.ts'
import { useList } from '../parts/useList.ts'
import { Transfer } from '../transfer/Transfer.tsx'
import { useSettingsText } from '../text.ts'

export const REFRESHES = ['definitions', 'audit']

export function FormList() {
  const t = useSettingsText()
  const d = useDefinitionsText()
  const definitions = useDefinitions()
  return (
    <Page
      title={t('section.forms')}
      description={d('forms.text')}
      back={<Back to="/settings" label={t('settings')} isNarrowOnly />}
      actions={
        <>
          <Transfer kind="ticket_form" />
          <Link to="/settings/$" params={{ _splat: 'forms/new' }} className={buttonClass('primary')}>
            <Plus size={16} aria-hidden />
            {d('forms.new')}
          </Link>
        </>
      }
    >
      <Loaded query={definitions}>{({ forms }) => <List forms={forms} />}</Loaded>
    </Page>
  )
}

function List({ forms }: { forms: readonly TicketForm[] }) {
  const d = useDefinitionsText()
  const said = useSaid()
  const list = useList()
  const brands = useBrands()
  const navigate = useNavigate()
  const save = useCommand('ticket_form.save', { refreshes: REFRESHES })
  const sort = useCommand('ticket_form.sort', { refreshes: REFRESHES })
  const remove = useDeleteForm()
  const missing = useMissing()
  const find = (id: number) => forms.find((form) => form.id === id)
  const error = save.error ?? sort.error ?? remove.error
  return (
    <>
      {error && <Alert>{error}</Alert>}
      <OrderedList
        label={d('forms')}
        search={d('forms.search')}
        items={forms.map((form) => {
          const own = brands.filter(({ id }) => form.brandIds.includes(id)).map(({ name }) => name)
          return {
            id: form.id,
            name: said(form.name),
            facts: [
              d('forms.facts', { n: form.fieldIds.length, conditions: form.conditions.length }),
              ...(own.length > 0 ? [d('forms.ofBrands', { brands: list(own) })] : []),
            ].join(' · '),
            tags: [
              ...(form.isDefault ? [{ text: d('default'), tone: 'accent' as const }] : []),
              ...missing([form.name]),
            ],
            active: form.active,
            isFixed: form.isDefault,
            path: `forms/${form.id}`,
          }
        })}
        onOrder={(ids) => sort.run({ ids })}
        onActive={(id, active) => void save.run({ ...find(id), active })}
        onDuplicate={(id) => void navigate({ to: '/settings/$', params: { _splat: `forms/new/${id}` } })}
        onDelete={(id) => {
          const form = find(id)
          if (form) void remove.ask(form)
        }}
      />
    </>
  )
}

export function useDeleteForm(onDeleted?: () => void) {
  const d = useDefinitionsText()
  const said = useSaid()
  const confirm = useConfirm()
  const remove = useCommand('ticket_form.delete', { refreshes: REFRESHES })
  return {
    error: remove.error,
    isPending: remove.isPending,
    async ask(form: TicketForm): Promise<void> {
      const name = said(form.name)
      const yes = await confirm({
        title: d('forms.delete.title', { name }),
        text: d('forms.delete.text'),
        yes: d('delete'),
        isDanger: true,
      })
      if (!yes || !(await remove.run({ formId: form.id }))) return
      toast({ text: d('deleted', { name }), tone: 'ok' })
      onDeleted?.()
    },
  }
}
