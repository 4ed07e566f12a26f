import { Copy, Ellipsis, Eraser } from 'lucide-react'
import { useState } from 'react'
import { Button } from 'react-aria-components/Button'
import { useRefusalText } from '../../kit/i18n.tsx'
import { useConfirm } from '../../kit/ui/confirm.tsx'
import { Menu } from '../../kit/ui/Menu.tsx'
import { toast } from '../../kit/ui/toast.ts'
import { useDeskText } from '../app/text.ts'
import { useDesk } from '../shell/DeskContext.tsx'
import type { Facts } from './facts.ts'
import type { MessageEvent } from './items.ts'
import css from './MessageMenu.module.css'

export default function OpenMessageMenu({ event, facts }: { event: MessageEvent; facts: Facts }) {
  const t = useDeskText()
  const say = useRefusalText()
  const confirm = useConfirm()
  const { desk } = useDesk()
  const [isOpen, setOpen] = useState(true)
  const { message } = event.data

  const redact = async () => {
    const yes = await confirm({
      title: t('redact.title'),
      text: t('redact.text'),
      yes: t('redact.yes'),
      isDanger: true,
    })
    if (!yes) return
    try {
      await desk.do('message.redact', { conversationId: facts.conversationId, messageId: message.id })
    } catch (error) {
      toast({ text: say(error), tone: 'bad' })
    }
  }
  const act = (id: string) => {
    if (id === 'redact') void redact()
    else void navigator.clipboard?.writeText(message.text).then(() => toast({ text: t('message.copied') }))
  }
  return (
    <Menu
      label={t('message.menu')}
      isOpen={isOpen}
      onOpenChange={setOpen}
      onAction={act}
      trigger={
        <Button className={css['more'] ?? ''} aria-label={t('message.menu')}>
          <Ellipsis size={15} aria-hidden />
        </Button>
      }
      groups={[
        {
          entries: [
            ...(message.text === ''
              ? []
              : [{ id: 'copy', label: t('message.copy'), icon: <Copy size={15} aria-hidden /> }]),
            ...(facts.mayRedact
              ? [{ id: 'redact', label: t('redact.menu'), icon: <Eraser size={15} aria-hidden />, isDanger: true }]
              : []),
          ],
        },
      ]}
    />
  )
}
