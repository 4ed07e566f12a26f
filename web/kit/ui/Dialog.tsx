import { X } from 'lucide-react'
import type { ReactNode } from 'react'
import { Dialog as AriaDialog } from 'react-aria-components/Dialog'
import { Heading } from 'react-aria-components/Heading'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import { useText } from '../i18n.tsx'
import { IconButton } from './IconButton.tsx'
import css from './Dialog.module.css'

type DialogProps = {
  title: string
  isOpen: boolean
  onClose: () => void
  size?: 's' | 'm' | 'l'
  role?: 'dialog' | 'alertdialog'
  /** Buttons at the foot; the primary one last. */
  footer?: ReactNode
  children: ReactNode
}

export function Dialog({ title, isOpen, onClose, size = 's', role = 'dialog', footer, children }: DialogProps) {
  const t = useText('kit')
  return (
    <ModalOverlay
      isOpen={isOpen}
      onOpenChange={(open) => !open && onClose()}
      isDismissable={role === 'dialog'}
      className={css['overlay'] ?? ''}
    >
      <Modal className={`${css['modal']} ${css[size]}`}>
        <AriaDialog role={role} className={css['dialog'] ?? ''}>
          <header className={css['head']}>
            <Heading slot="title" className={css['title'] ?? ''}>
              {title}
            </Heading>
            <IconButton label={t('close')} onPress={onClose}>
              <X size={18} aria-hidden />
            </IconButton>
          </header>
          <div className={css['body']}>{children}</div>
          {footer && <footer className={css['foot']}>{footer}</footer>}
        </AriaDialog>
      </Modal>
    </ModalOverlay>
  )
}
