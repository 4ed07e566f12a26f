import { Segments } from '../../kit/ui/Segments.tsx'
import { Switch } from '../../kit/ui/Switch.tsx'
import type { Preferences } from '../../../server/identity/contract.ts'
import { toast } from '../../kit/ui/toast.ts'
import { useDeskText } from '../app/text.ts'
import { playChime } from '../shell/alerts.ts'
import { languages } from './LanguageChoice.tsx'
import { useProfile } from './useProfile.ts'
import css from './Preferences.module.css'

export function Appearance() {
  const t = useDeskText()
  const { me, update } = useProfile()
  const prefer = (change: Preferences) => void update({ preferences: { ...me.preferences, ...change } })
  const notify = async (isOn: boolean) => {
    if (isOn && 'Notification' in window && (await Notification.requestPermission()) !== 'granted')
      return toast({ text: t('preferences.notificationsBlocked'), tone: 'bad' })
    prefer({ notifications: isOn })
  }
  return (
    <div className={css['fields']}>
      <Row label={t('language')}>
        <Segments
          label={t('language')}
          items={languages}
          value={me.locale}
          onChange={(locale) => void update({ locale })}
        />
      </Row>
      <Row label={t('preferences.theme')}>
        <Segments
          label={t('preferences.theme')}
          value={me.theme}
          onChange={(theme) => void update({ theme })}
          items={[
            { id: 'light', label: t('theme.light') },
            { id: 'dark', label: t('theme.dark') },
            { id: 'system', label: t('theme.system') },
          ]}
        />
      </Row>
      <Row label={t('preferences.density')}>
        <Segments
          label={t('preferences.density')}
          value={me.preferences.density ?? 'comfortable'}
          onChange={(density) => prefer({ density })}
          items={[
            { id: 'comfortable', label: t('density.comfortable') },
            { id: 'compact', label: t('density.compact') },
          ]}
        />
      </Row>
      <Switch
        isSelected={me.preferences.sound ?? true}
        onChange={(sound) => {
          if (sound) playChime()
          prefer({ sound })
        }}
        description={t('preferences.soundText')}
      >
        {t('preferences.sound')}
      </Switch>
      <Switch
        isSelected={me.preferences.notifications ?? false}
        onChange={(isOn) => void notify(isOn)}
        description={t('preferences.notificationsText')}
      >
        {t('preferences.notifications')}
      </Switch>
      <Switch
        isSelected={me.preferences.mailMentions ?? true}
        onChange={(mailMentions) => prefer({ mailMentions })}
        description={t('preferences.mailText')}
      >
        {t('preferences.mailMentions')}
      </Switch>
      <Switch
        isSelected={me.preferences.mailAssigned ?? true}
        onChange={(mailAssigned) => prefer({ mailAssigned })}
        description={t('preferences.mailText')}
      >
        {t('preferences.mailAssigned')}
      </Switch>
      <Switch
        isSelected={me.preferences.singleKeys ?? true}
        onChange={(singleKeys) => prefer({ singleKeys })}
        description={t('preferences.singleKeysText')}
      >
        {t('preferences.singleKeys')}
      </Switch>
    </div>
  )
}

function Row({ label, children }: { label: string; children: React.ReactNode }) {
  return (
    <div className={css['row']}>
      <span>{label}</span>
      {children}
    </div>
  )
}
