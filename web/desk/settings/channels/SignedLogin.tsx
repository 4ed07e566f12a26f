import { KeyRound } from 'lucide-react'
import { useState } from 'react'
import type { ChannelView } from '../../../../server/channels/contract.ts'
import { Button } from '../../../kit/ui/Button.tsx'
import { useConfirm } from '../../../kit/ui/confirm.tsx'
import { Dialog } from '../../../kit/ui/Dialog.tsx'
import { Section } from '../../../kit/ui/Page.tsx'
import { toast } from '../../../kit/ui/toast.ts'
import { useTimes } from '../../app/times.ts'
import { Alert, Hint } from '../parts/Alert.tsx'
import { CopyField } from '../parts/CopyField.tsx'
import form from '../parts/Form.module.css'
import { useCommand } from '../parts/useCommand.ts'
import { useSettingsText } from '../text.ts'
import css from './SignedLogin.module.css'

type MadeKey = { kid: string; secret: string }
const REFRESHES = ['channels', 'audit']

/** Keys with which the customer's own site proves who is signed in there. */
export function SignedLogin({ channel }: { channel: ChannelView }) {
  const t = useSettingsText()
  const [made, setMade] = useState<MadeKey | null>(null)
  const add = useCommand<MadeKey>('channel.add_signing_key', { refreshes: REFRESHES, isToldOnce: true })
  const make = async () => {
    const answer = await add.run({ channelId: channel.id })
    if (answer) setMade(answer.output)
  }
  return (
    <>
      <Section
        title={t('login')}
        description={t('login.text')}
        footer={
          <Button icon={<KeyRound size={16} aria-hidden />} onPress={() => void make()} isPending={add.isPending}>
            {t('login.make')}
          </Button>
        }
      >
        {add.error && <Alert>{add.error}</Alert>}
        {channel.signingKeys.length === 0 ? (
          <p className={form['text']}>{t('login.none')}</p>
        ) : (
          <ul className={css['keys']}>
            {channel.signingKeys.map((key) => (
              <Key key={key.kid} channelId={channel.id} {...key} isLast={channel.signingKeys.length === 1} />
            ))}
          </ul>
        )}
      </Section>
      <Section title={t('login.how')} description={t('login.how.text')}>
        <CopyField
          label={t('login.server')}
          text={serverExample(made?.kid ?? channel.signingKeys[0]?.kid ?? 'key_…')}
          isCode
        />
        <CopyField label={t('login.page')} text={`causerie('login', token)`} isCode />
        <p className={form['description']}>{t('login.claims')}</p>
      </Section>
      {made && <Secret made={made} onClose={() => setMade(null)} />}
    </>
  )
}

function Key({
  channelId,
  kid,
  createdAt,
  isLast,
}: {
  channelId: number
  kid: string
  createdAt: string
  isLast: boolean
}) {
  const t = useSettingsText()
  const times = useTimes()
  const confirm = useConfirm()
  const remove = useCommand('channel.remove_signing_key', { refreshes: REFRESHES })
  const run = async () => {
    const yes = await confirm({
      title: t('login.remove.title'),
      text: t(isLast ? 'login.remove.last' : 'login.remove.text', { kid }),
      yes: t('login.remove'),
      isDanger: true,
    })
    if (yes && (await remove.run({ channelId, kid }))) toast({ text: t('login.removed'), tone: 'ok' })
  }
  return (
    <li>
      <div>
        <code>{kid}</code>
        <p>
          {t('login.made', { date: times.date(createdAt) })}
          {remove.error && ` · ${remove.error}`}
        </p>
      </div>
      <Button
        size="s"
        onPress={() => void run()}
        isPending={remove.isPending}
        aria-label={t('login.removeNamed', { kid })}
      >
        {t('login.remove')}
      </Button>
    </li>
  )
}

/** Told this once. */
function Secret({ made, onClose }: { made: MadeKey; onClose: () => void }) {
  const t = useSettingsText()
  return (
    <Dialog
      title={t('login.secret')}
      isOpen
      role="alertdialog"
      size="m"
      onClose={onClose}
      footer={
        <Button variant="primary" onPress={onClose}>
          {t('login.secret.kept')}
        </Button>
      }
    >
      <div className={form['fields']}>
        <Hint tone="warn">{t('login.secret.once')}</Hint>
        <CopyField label={t('login.kid')} text={made.kid} />
        <CopyField label={t('login.secret.label')} text={made.secret} />
      </div>
    </Dialog>
  )
}

const serverExample = (kid: string): string => `import { SignJWT } from 'jose'

const secret = new TextEncoder().encode(process.env.CAUSERIE_SECRET)
const token = await new SignJWT({
  external_id: customer.id,
  name: customer.name,
  email: customer.email,
  email_verified: true,
})
  .setProtectedHeader({ alg: 'HS256', kid: '${kid}' })
  .setExpirationTime('10m')
  .sign(secret)`
