import type { UseQueryResult } from '@tanstack/react-query'
import { Button } from '../../../kit/ui/Button.tsx'
import { useConfirm } from '../../../kit/ui/confirm.tsx'
import { Section } from '../../../kit/ui/Page.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { useColleagues } from '../../app/queries.ts'
import { useTimes } from '../../app/times.ts'
import css from '../rules/Rows.module.css'
import { useRulesText } from '../rules/text.ts'
import { Alert } from './Alert.tsx'
import { Loaded } from './Loaded.tsx'
import type { useCommand } from './useCommand.ts'

type Version = { version: number; authorId: number | null; at: string }
type VersionListProps<V extends Version> = {
  versions: UseQueryResult<V[]>
  /** The one in force. */
  current: number
  /** In words. */
  differences: (before: V, after: V) => string[]
  command: ReturnType<typeof useCommand>
  inputOf: (version: number) => object
}

/** Who changed what, and the way back. */
export function VersionList<V extends Version>(props: VersionListProps<V>) {
  const { versions, current, differences, command, inputOf } = props
  const r = useRulesText()
  const times = useTimes()
  const confirm = useConfirm()
  const colleagues = useColleagues()
  const ask = async (version: number) => {
    const yes = await confirm({
      title: r('versions.restore.title', { version }),
      text: r('versions.restore.text'),
      yes: r('versions.restore'),
    })
    if (yes && (await command.run(inputOf(version)))) toast({ text: r('versions.restored'), tone: 'ok' })
  }
  return (
    <Section title={r('versions')} description={r('versions.text')}>
      {command.error && <Alert>{command.error}</Alert>}
      <Loaded query={versions} lines={3}>
        {(all) => (
          <ul className={css['list']}>
            {all.map((version, index) => {
              const before = all[index + 1]
              const author = colleagues.find(({ id }) => id === version.authorId)?.name ?? r('versions.system')
              return (
                <li key={version.version}>
                  <b>{r('versions.one', { version: version.version })}</b>
                  {before === undefined ? (
                    <span>{r('versions.first')}</span>
                  ) : (
                    <ul className={css['lines']}>
                      {differences(before, version).map((line) => (
                        <li key={line}>{line}</li>
                      ))}
                    </ul>
                  )}
                  <span className={css['quiet']}>
                    {author}, {times.ago(version.at)}
                  </span>
                  {version.version !== current && (
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
