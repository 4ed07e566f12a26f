import { Dialog } from '../../kit/ui/Dialog.tsx'
import { Tabs } from '../../kit/ui/Tabs.tsx'
import { useDeskText } from '../app/text.ts'
import { Appearance } from './Appearance.tsx'
import { Logins } from './Logins.tsx'
import { Password } from './Password.tsx'
import { Profile } from './Profile.tsx'

/** What one person chooses for himself; kept on the server, the same on every device. */
export default function Preferences({ onClose }: { onClose: () => void }) {
  const t = useDeskText()
  return (
    <Dialog title={t('preferences.title')} isOpen onClose={onClose} size="m">
      <Tabs
        label={t('preferences.title')}
        items={[
          { id: 'appearance', label: t('preferences.general'), content: <Appearance /> },
          { id: 'profile', label: t('preferences.profile'), content: <Profile /> },
          { id: 'password', label: t('password'), content: <Password /> },
          { id: 'logins', label: t('preferences.logins'), content: <Logins /> },
        ]}
      />
    </Dialog>
  )
}
