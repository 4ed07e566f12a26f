import { useQuery } from '@tanstack/react-query'
import { Plus } from 'lucide-react'
import { useState } from 'react'
import type { AgentStatusView } from '../../../../server/routing/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { useConfirm } from '../../../kit/ui/confirm.tsx'
import { Page } from '../../../kit/ui/Page.tsx'
import { Tag } from '../../../kit/ui/Tag.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { useSaid } from '../../app/said.ts'
import { Alert } from '../parts/Alert.tsx'
import { Back } from '../parts/Back.tsx'
import lines from '../parts/Lines.module.css'
import { Loaded } from '../parts/Loaded.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { useMissing } from '../parts/useMissing.ts'
import { Transfer } from '../transfer/Transfer.tsx'
import { useSettingsText } from '../text.ts'
import { AgentStatusDialog } from './AgentStatusDialog.tsx'
import { statusesQuery } from '../../app/queries.ts'
import { REFRESHES } from './queries.ts'
import { useRoutingText } from './text.ts'

/** What agents can say they are doing, and what work each lets in: the four that are always there, then one's own. */
export default function AgentStatuses() {
  const t = useSettingsText()
  const r = useRoutingText()
  const statuses = useQuery(statusesQuery)
  const [editing, setEditing] = useState<AgentStatusView | 'new' | null>(null)
  return (
    <Page
      title={t('section.agent-statuses')}
      description={r('statuses.text')}
      back={<Back to="/settings" label={t('settings')} isNarrowOnly />}
      actions={
        <>
          <Transfer kind="agent_status" />
          <Button variant="primary" icon={<Plus size={16} aria-hidden />} onPress={() => setEditing('new')}>
            {r('statuses.new')}
          </Button>
        </>
      }
    >
      <Loaded query={statuses}>
        {(all) => {
          const own = all.filter(({ key }) => key === null)
          return (
            <>
              <section className={lines['part']}>
                <h2>{r('statuses.own')}</h2>
                {own.length === 0 && <p className={lines['none']}>{r('statuses.none')}</p>}
                <ul className={lines['lines']}>
                  {own.map((status) => (
                    <Line key={status.id} status={status} onEdit={() => setEditing(status)} />
                  ))}
                </ul>
              </section>
              <section className={lines['part']}>
                <h2>{r('statuses.builtIn')}</h2>
                <ul className={lines['lines']}>
                  {all
                    .filter(({ key }) => key !== null)
                    .map((status) => (
                      <Line key={status.id} status={status} onEdit={null} />
                    ))}
                </ul>
              </section>
            </>
          )
        }}
      </Loaded>
      {editing && <AgentStatusDialog status={editing === 'new' ? null : editing} onClose={() => setEditing(null)} />}
    </Page>
  )
}

function Line({ status, onEdit }: { status: AgentStatusView; onEdit: (() => void) | null }) {
  const r = useRoutingText()
  const t = useSettingsText()
  const said = useSaid()
  const confirm = useConfirm()
  const remove = useCommand('agent_status.delete', { refreshes: REFRESHES })
  const missing = useMissing()
  const name = said(status.names)
  const askRemove = async () => {
    const yes = await confirm({
      title: r('statuses.delete.title', { name }),
      text: r('statuses.delete.text', { level: r(`level.${status.messaging}`) }),
      yes: r('statuses.delete'),
      isDanger: true,
    })
    if (yes && (await remove.run({ statusId: status.id }))) toast({ text: r('deleted', { name }), tone: 'ok' })
  }
  return (
    <li>
      {remove.error && <Alert>{remove.error}</Alert>}
      <div className={lines['line']}>
        <span className={lines['words']}>
          <b>{name}</b>
          <span>
            {r('statuses.facts', {
              messaging: r(`level.${status.messaging}`),
              email: r(`level.${status.email}`),
              call: r(`level.${status.call}`),
            })}
          </span>
        </span>
        {status.isBreak && <Tag>{r('statuses.break')}</Tag>}
        {onEdit &&
          missing([status.names]).map(({ text, tone }) => (
            <Tag key={text} tone={tone ?? 'plain'}>
              {text}
            </Tag>
          ))}
        {onEdit && (
          <span className={lines['side']}>
            <Button size="s" variant="quiet" onPress={() => void askRemove()} isPending={remove.isPending}>
              {r('statuses.delete')}
            </Button>
            <Button size="s" onPress={onEdit} aria-label={r('statuses.edit', { name })}>
              {t('edit')}
            </Button>
          </span>
        )}
      </div>
    </li>
  )
}
