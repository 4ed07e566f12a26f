import { Ellipsis } from 'lucide-react'
import { Suspense, useState } from 'react'
import type { SettingsKind } from '../../../../server/transfer/contract.ts'
import { useRefusalText } from '../../../kit/i18n.tsx'
import { lazyPart } from '../../../kit/lazy-part.ts'
import { IconButton } from '../../../kit/ui/IconButton.tsx'
import { Menu } from '../../../kit/ui/Menu.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { askExport } from './queries.ts'
import { fileName, saveFile } from './save-file.ts'
import { useTransferText } from './text.ts'

const ImportDialog = lazyPart(() => import('./ImportDialog.tsx'))

/** Settings of a kind to a file, and any from one. */
export function Transfer({ kind }: { kind: SettingsKind }) {
  const t = useTransferText()
  const say = useRefusalText()
  const [isImporting, setImporting] = useState(false)
  const save = async () => {
    try {
      const file = await askExport([kind])
      if (Object.keys(file.settings).length === 0) toast({ text: t('export.nothing') })
      else saveFile(file, fileName(kind, new Date()))
    } catch (error) {
      toast({ text: say(error), tone: 'bad' })
    }
  }
  return (
    <>
      <Menu
        label={t('transfer')}
        placement="bottom end"
        trigger={
          <IconButton label={t('transfer')}>
            <Ellipsis size={18} aria-hidden />
          </IconButton>
        }
        onAction={(id) => (id === 'export' ? void save() : setImporting(true))}
        groups={[
          {
            entries: [
              { id: 'export', label: t('export') },
              { id: 'import', label: t('import') },
            ],
          },
        ]}
      />
      {isImporting && (
        <Suspense fallback={null}>
          <ImportDialog onClose={() => setImporting(false)} />
        </Suspense>
      )}
    </>
  )
}
