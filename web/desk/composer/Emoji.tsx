import { Smile } from 'lucide-react'
import { useState } from 'react'
import { Dialog, DialogTrigger } from 'react-aria-components/Dialog'
import { Popover } from 'react-aria-components/Popover'
import { IconButton } from '../../kit/ui/IconButton.tsx'
import popover from '../../kit/ui/Popover.module.css'
import { useDeskText } from '../app/text.ts'
import css from './Emoji.module.css'

const groups = [
  '😀 😃 😄 😁 😅 😂 🙂 😉 😊 😇 😍 😘 😋 😜 🤗 🤔 🤨 😐 🙄 😏 😌 😴 😷 🤒 😎 🤓 😕 🙁 😮 😳 🥺 😢 😭 😱 😓 😤 😡 🤯',
  '👍 👎 👌 🤝 🙏 👏 🙌 👋 ✋ ✌️ 🤞 💪 👀 🫶 ❤️ 🧡 💛 💚 💙 💜 💔 ✨ 🎉 🎁 🔥 ⭐',
  '✅ ❌ ⚠️ ❓ ❗ 💡 🔔 🔒 🔑 📌 📎 📦 🚚 🛒 💳 🧾 💶 📄 📷 📞 📧 💬 🕒 📅 🏠 🌍 ☀️ 🌧️ ☕ 🍀',
].map((line) => line.split(' '))

export function Emoji({ onChosen }: { onChosen: (emoji: string) => void }) {
  const t = useDeskText()
  const [isOpen, setOpen] = useState(false)
  return (
    <DialogTrigger isOpen={isOpen} onOpenChange={setOpen}>
      <IconButton label={t('composer.emoji')}>
        <Smile size={18} aria-hidden />
      </IconButton>
      <Popover className={popover['popover'] ?? ''} placement="top start">
        <Dialog aria-label={t('composer.emoji')} className={css['emoji'] ?? ''}>
          {groups.map((group, index) => (
            <div key={index} className={css['group']}>
              {group.map((emoji) => (
                <button
                  key={emoji}
                  type="button"
                  onClick={() => {
                    setOpen(false)
                    onChosen(emoji)
                  }}
                >
                  {emoji}
                </button>
              ))}
            </div>
          ))}
        </Dialog>
      </Popover>
    </DialogTrigger>
  )
}
