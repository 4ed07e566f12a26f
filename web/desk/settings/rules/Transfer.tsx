import { Ellipsis } from 'lucide-react'
import { Suspense, useState } from 'react'
import type { RulesFile, SettingsFile } from '../../../../server/rules/contract.ts'
import { api } from '../../../kit/http.ts'
import { useRefusalText } from '../../../kit/i18n.tsx'
import { lazyPart } from '../../../kit/lazy-part.ts'
import { IconButton } from '../../../kit/ui/IconButton.tsx'
import { Menu } from '../../../kit/ui/Menu.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { useRulesText } from './text.ts'
import { exportOf, type FileKind } from './transfers.ts'

const ImportDialog = lazyPart(() => import('./ImportDialog.tsx'))

/** Rules or settings of a kind to a file, and from one. */
export function Transfer({ kind }: { kind: FileKind }) {
  const r = useRulesText()
  const say = useRefusalText()
  const [isImporting, setImporting] = useState(false)
  const save = async () => {
    try {
      download(await api.get<RulesFile | SettingsFile>(exportOf(kind)), `causerie-${kind.replaceAll('_', '-')}.json`)
    } catch (error) {
      toast({ text: say(error), tone: 'bad' })
    }
  }
  return (
    <>
      <Menu
        label={r('transfer')}
        placement="bottom end"
        trigger={
          <IconButton label={r('transfer')}>
            <Ellipsis size={18} aria-hidden />
          </IconButton>
        }
        onAction={(id) => (id === 'export' ? void save() : setImporting(true))}
        groups={[
          {
            entries: [
              { id: 'export', label: r('export') },
              { id: 'import', label: r('import') },
            ],
          },
        ]}
      />
      {isImporting && (
        <Suspense fallback={null}>
          <ImportDialog kind={kind} onClose={() => setImporting(false)} />
        </Suspense>
      )}
    </>
  )
}

function download(content: unknown, name: string): void {
  const url = URL.createObjectURL(new Blob([JSON.stringify(content, null, 2)], { type: 'application/json' }))
  const link = Object.assign(document.createElement('a'), { href: url, download: name })
  link.click()
  setTimeout(() => URL.revokeObjectURL(url), 10_000)
}
