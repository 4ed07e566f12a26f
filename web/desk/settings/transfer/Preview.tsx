import type { ImportedItem } from '../../../../server/transfer/contract.ts'
import { settingsKinds } from '../../../../server/transfer/contract.ts'
import { Tag } from '../../../kit/ui/Tag.tsx'
import { Hint } from '../parts/Alert.tsx'
import { useTransferText } from './text.ts'
import css from './Transfer.module.css'

/** What a file would do, kind by kind; what stays as it is, is counted. */
export function Preview({ items }: { items: readonly ImportedItem[] }) {
  const t = useTransferText()
  const count = (outcome: ImportedItem['outcome']) => items.filter((item) => item.outcome === outcome).length
  const isNothing = items.every(({ outcome }) => outcome === 'kept')
  return (
    <>
      <Hint tone={isNothing ? 'plain' : 'ok'}>
        {isNothing
          ? t('found.nothing')
          : t('found', { made: count('made'), replaced: count('replaced'), kept: count('kept') })}
      </Hint>
      {settingsKinds.map((kind) => {
        const of = items.filter((item) => item.kind === kind && item.outcome !== 'kept')
        if (of.length === 0) return null
        return (
          <section key={kind} className={css['kind']}>
            <h3>{t('kind.n', { kind: t(`kind.${kind}`), n: of.length })}</h3>
            <ul>
              {of.map(({ name, exists, outcome }, index) => (
                // Names may come twice.
                // oxlint-disable-next-line react/no-array-index-key
                <li key={index}>
                  <span>{name}</span>
                  {outcome === 'replaced' && <Tag tone="warn">{t('outcome.replaced')}</Tag>}
                  {outcome === 'made' && exists && <Tag tone="warn">{t('outcome.second')}</Tag>}
                </li>
              ))}
            </ul>
          </section>
        )
      })}
    </>
  )
}
