import { type ImportView, settingsKinds } from '../../../../server/transfer/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { useConfirm } from '../../../kit/ui/confirm.tsx'
import { Tag } from '../../../kit/ui/Tag.tsx'
import { useTimes } from '../../app/times.ts'
import lines from '../parts/Lines.module.css'
import { useList } from '../parts/useList.ts'
import { useTransferText } from './text.ts'
import { useUndoImport } from './useUndoImport.ts'

/** What lately came from files, and the way back. */
export function Imports({ imports }: { imports: readonly ImportView[] }) {
  const t = useTransferText()
  const times = useTimes()
  const list = useList()
  const confirm = useConfirm()
  const undo = useUndoImport()
  const ask = async ({ id, name }: ImportView) => {
    const yes = await confirm({
      title: t('undo.title', { name: name || t('imports.unnamed') }),
      text: t('undo.text'),
      yes: t('undo.yes'),
      isDanger: true,
    })
    if (yes) await undo.run(id)
  }
  if (imports.length === 0) return <p className={lines['none']}>{t('imports.none')}</p>
  return (
    <ul className={lines['lines']}>
      {imports.map((each) => (
        <li key={each.id} className={lines['line']}>
          <span className={lines['words']}>
            <b>{each.name || t('imports.unnamed')}</b>
            <span>
              {list(
                settingsKinds.flatMap((kind) => {
                  const n = each.items.filter((item) => item.kind === kind).length
                  return n === 0 ? [] : [t('kind.n', { kind: t(`kind.${kind}`), n })]
                }),
              )}
            </span>
            <span>
              {each.by && `${each.by.name}, `}
              <time dateTime={each.at} title={times.full(each.at)}>
                {times.ago(each.at)}
              </time>
            </span>
          </span>
          {each.undoneAt === null ? (
            <Button
              size="s"
              isPending={undo.pending === each.id}
              onPress={() => void ask(each)}
              aria-label={t('undo.of', { name: each.name || t('imports.unnamed') })}
            >
              {t('undo.yes')}
            </Button>
          ) : (
            <Tag>{t('imports.undone')}</Tag>
          )}
        </li>
      ))}
    </ul>
  )
}
