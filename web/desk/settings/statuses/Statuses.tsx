import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { Category, TicketStatus } from '../../../../server/tickets/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { useConfirm } from '../../../kit/ui/confirm.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { StatusMark } from '../../../kit/ui/StatusMark.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { useDefinitions } from '../../app/queries.ts'
import { useSaid } from '../../app/said.ts'
import { useDefinitionsText } from '../definitions-text.ts'
import { Alert } from '../parts/Alert.tsx'
import { Back } from '../parts/Back.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import lines from '../parts/Lines.module.css'
import { OrderedList } from '../parts/OrderedList.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useMissing } from '../parts/useMissing.ts'
import { useKitText } from '../parts/useKitText.ts'
import type { SectionProps } from '../sections.ts'
import { Transfer } from '../transfer/Transfer.tsx'
import { SearchInput } from '../parts/SearchInput.tsx'
import { matches } from '../parts/matches.ts'
import bar from '../parts/Toolbar.module.css'
import { useSettingsText } from '../text.ts'
import { REFRESHES, type StatusDraft, StatusDialog } from './StatusDialog.tsx'

const categories = ['new', 'open', 'pending', 'hold', 'solved'] as const satisfies readonly Category[]

/** The product's five categories, each with the statuses of the account's own. `statuses/7` opens one. */
export default function Statuses({ path: [id] }: SectionProps) {
  const t = useSettingsText()
  const d = useDefinitionsText()
  const definitions = useDefinitions()
  const [editing, setEditing] = useState<StatusDraft | null>(null)
  const [typed, setTyped] = useState('')
  return (
    <Page
      title={t('section.statuses')}
      description={d('statuses.text')}
      back={<Back to="/settings" label={t('settings')} isNarrowOnly />}
      actions={
        <>
          <Transfer kind="ticket_status" />
          <Button
            variant="primary"
            icon={<Plus size={16} aria-hidden />}
            onPress={() =>
              setEditing({ category: 'open', label: {}, customerLabel: {}, isDefault: false, active: true })
            }
          >
            {d('statuses.new')}
          </Button>
        </>
      }
    >
      <Loaded query={definitions}>
        {({ statuses }) => {
          const named = statuses.find((status) => String(status.id) === id)
          return (
            <>
              <div className={bar['bar']}>
                <SearchInput label={d('statuses.search')} value={typed} onChange={setTyped} isMain />
              </div>
              {categories.map((category) => (
                <OfCategory key={category} category={category} all={statuses} typed={typed} onCopy={setEditing} />
              ))}
              {(editing ?? named) && (
                <StatusDialog
                  key={named?.id ?? 'new'}
                  stored={editing ?? named ?? null}
                  onClose={() => setEditing(null)}
                />
              )}
            </>
          )
        }}
      </Loaded>
    </Page>
  )
}

type OfCategoryProps = {
  category: Category
  all: readonly TicketStatus[]
  /** What is searched for. */
  typed: string
  onCopy: (draft: StatusDraft) => void
}

function OfCategory({ category, all, typed, onCopy }: OfCategoryProps) {
  const d = useDefinitionsText()
  const kit = useKitText()
  const said = useSaid()
  const confirm = useConfirm()
  const save = useCommand('ticket_status.save', { refreshes: REFRESHES })
  const sort = useCommand('ticket_status.sort', { refreshes: REFRESHES })
  const remove = useCommand('ticket_status.delete', { refreshes: REFRESHES })
  const missing = useMissing()
  const own = all.filter(
    ({ category: of, label, customerLabel }) =>
      of === category && matches(typed, [...Object.values(label), ...Object.values(customerLabel)]),
  )
  const find = (id: number) => own.find((status) => status.id === id)
  const error = save.error ?? sort.error ?? remove.error
  const askDelete = async (status: TicketStatus) => {
    const name = said(status.label)
    const yes = await confirm({
      title: d('statuses.delete.title', { name }),
      text: d('statuses.delete.text', { category: kit(`status.${category}`) }),
      yes: d('delete'),
      isDanger: true,
    })
    if (yes && (await remove.run({ statusId: status.id }))) toast({ text: d('deleted', { name }), tone: 'ok' })
  }
  if (typed !== '' && own.length === 0) return null
  return (
    <section className={lines['part']}>
      <h2>{kit(`status.${category}`)}</h2>
      {error && <Alert>{error}</Alert>}
      <OrderedList
        label={kit(`status.${category}`)}
        items={own.map((status) => ({
          id: status.id,
          name: said(status.label),
          facts: Object.keys(status.customerLabel).length === 0 ? d('statuses.same') : said(status.customerLabel),
          icon: <StatusMark status={category} isDecorative />,
          tags: [
            ...(status.isDefault ? [{ text: d('default'), tone: 'accent' as const }] : []),
            ...missing([status.label, status.customerLabel]),
          ],
          active: status.active,
          isFixed: status.isDefault,
          path: `statuses/${status.id}`,
        }))}
        // The others keep their places: they are in other categories.
        {...(typed === '' && {
          onOrder: (ids: number[]) =>
            sort.run({ ids: [...all.filter((status) => status.category !== category).map(({ id }) => id), ...ids] }),
        })}
        onActive={(id, active) => void save.run({ ...find(id), active })}
        onDuplicate={(id) => {
          const status = find(id)
          if (status) onCopy({ ...status, id: undefined, isDefault: false })
        }}
        onDelete={(id) => {
          const status = find(id)
          if (status) void askDelete(status)
        }}
      />
    </section>
  )
}
