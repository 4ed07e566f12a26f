import { useQuery } from '@tanstack/react-query'
import type { RuleVersionView, RuleView } from '../../../../server/rules/contract.ts'
import { api } from '../../../kit/http.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { useConfirm } from '../../../kit/ui/confirm.tsx'
import { Section } from '../../../kit/ui/Page.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { useColleagues } from '../../app/queries.ts'
import { useTimes } from '../../app/times.ts'
import { Alert } from '../parts/Alert.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { useCommand } from '../parts/useCommand.ts'
import { differences } from './differences.ts'
import { useRulesText } from './text.ts'
import css from './Rows.module.css'

/** Who changed what, and the way back. */
export function Versions({ rule }: { rule: RuleView }) {
  const r = useRulesText()
  const times = useTimes()
  const confirm = useConfirm()
  const colleagues = useColleagues()
  const restore = useCommand('rule.restore', { refreshes: ['rules', 'audit'] })
  const versions = useQuery({
    queryKey: ['rules', 'versions', rule.id, rule.version],
    queryFn: () => api.get<RuleVersionView[]>(`/rules/${rule.id}/versions`),
  })
  const ask = async (version: number) => {
    const yes = await confirm({
      title: r('versions.restore.title', { version }),
      text: r('versions.restore.text'),
      yes: r('versions.restore'),
    })
    if (yes && (await restore.run({ ruleId: rule.id, version }))) toast({ text: r('versions.restored'), tone: 'ok' })
  }
  return (
    <Section title={r('versions')} description={r('versions.text')}>
      {restore.error && <Alert>{restore.error}</Alert>}
      <Loaded query={versions} lines={3}>
        {(all) => (
          <ul className={css['list']}>
            {all.map((version, index) => {
              const before = all[index + 1]
              const author = colleagues.find(({ id }) => id === version.authorId)?.name ?? r('versions.system')
              return (
                <li key={version.version}>
                  <b>{r('versions.one', { version: version.version })}</b>
                  <span>
                    {before === undefined
                      ? r('versions.first')
                      : differences(before, version)
                          .map((part) => r(`versions.changed.${part}`))
                          .join(' · ')}
                  </span>
                  <span className={css['quiet']}>
                    {author}, {times.ago(version.at)}
                  </span>
                  {version.version !== rule.version && (
                    <Button size="s" variant="quiet" onPress={() => void ask(version.version)}>
                      {r('versions.restore')}
                    </Button>
                  )}
                </li>
              )
            })}
          </ul>
        )}
      </Loaded>
    </Section>
  )
}
