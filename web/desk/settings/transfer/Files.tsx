import { useQuery } from '@tanstack/react-query'
import { FileUp } from 'lucide-react'
import { Suspense, useState } from 'react'
import { lazyPart } from '../../../kit/lazy-part.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { Page, Section } from '../../../kit/ui/Page.tsx'
import { Back } from '../parts/Back.tsx'
import { Loaded } from '../parts/Loaded.tsx'
import { useSettingsText } from '../text.ts'
import { Export } from './Export.tsx'
import { Imports } from './Imports.tsx'
import { exportQuery, importsQuery } from './queries.ts'
import { useTransferText } from './text.ts'

const ImportDialog = lazyPart(() => import('./ImportDialog.tsx'))

/** All settings to a file, and from one; what lately came from files. */
export default function Files() {
  const t = useTransferText()
  const s = useSettingsText()
  const settings = useQuery(exportQuery)
  const imports = useQuery(importsQuery)
  const [isImporting, setImporting] = useState(false)
  return (
    <Page
      title={s('section.files')}
      description={t('files.text')}
      back={<Back to="/settings" label={s('settings')} isNarrowOnly />}
      actions={
        <Button variant="primary" icon={<FileUp size={16} aria-hidden />} onPress={() => setImporting(true)}>
          {t('import')}
        </Button>
      }
    >
      <Section title={t('export.title')} description={t('export.text')}>
        <Loaded query={settings}>{(file) => <Export file={file} />}</Loaded>
      </Section>
      <Section title={t('imports')} description={t('imports.text')}>
        <Loaded query={imports} lines={3}>
          {(all) => <Imports imports={all} />}
        </Loaded>
      </Section>
      {isImporting && (
        <Suspense fallback={null}>
          <ImportDialog onClose={() => setImporting(false)} />
        </Suspense>
      )}
    </Page>
  )
}
