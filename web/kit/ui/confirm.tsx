import { createContext, type ReactNode, use, useState } from 'react'
import { useText } from '../i18n.tsx'
import { Button } from './Button.tsx'
import { Dialog } from './Dialog.tsx'

export type Question = { title: string; text: ReactNode; yes: string; no?: string; isDanger?: boolean }
type Asked = Question & { answer: (yes: boolean) => void }

const ConfirmContext = createContext<(question: Question) => Promise<boolean>>(() => Promise.resolve(false))

/** `if (await confirm({ title, text, yes })) …` – for what cannot be undone. */
export const useConfirm = () => use(ConfirmContext)

export function ConfirmProvider({ children }: { children: ReactNode }) {
  const t = useText('kit')
  const [asked, setAsked] = useState<Asked | null>(null)
  const [ask] = useState(
    () => (question: Question) => new Promise<boolean>((answer) => setAsked({ ...question, answer })),
  )
  const settle = (yes: boolean) => {
    asked?.answer(yes)
    setAsked(null)
  }
  return (
    <ConfirmContext value={ask}>
      {children}
      {asked && (
        <Dialog
          title={asked.title}
          isOpen
          role="alertdialog"
          onClose={() => settle(false)}
          footer={
            <>
              <Button onPress={() => settle(false)} autoFocus>
                {asked.no ?? t('cancel')}
              </Button>
              <Button variant={asked.isDanger ? 'danger' : 'primary'} onPress={() => settle(true)}>
                {asked.yes}
              </Button>
            </>
          }
        >
          {asked.text}
        </Dialog>
      )}
    </ConfirmContext>
  )
}
