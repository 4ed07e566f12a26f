import { ChevronLeft, ChevronRight, Download, X } from 'lucide-react'
import { useEffect, useState } from 'react'
import { Dialog } from 'react-aria-components/Dialog'
import { Modal, ModalOverlay } from 'react-aria-components/Modal'
import type { FileView } from '../../../server/conversations/contract.ts'
import { IconButton } from '../../kit/ui/IconButton.tsx'
import { useDeskText } from '../app/text.ts'
import { fileAddress } from './files.ts'
import css from './Lightbox.module.css'

export default function Lightbox({
  images,
  first,
  onClose,
}: {
  images: FileView[]
  first: number
  onClose: () => void
}) {
  const t = useDeskText()
  const [index, setIndex] = useState(first)
  const image = images[index]
  useEffect(() => {
    const turn = ({ key }: KeyboardEvent) => {
      const by = key === 'ArrowRight' ? 1 : key === 'ArrowLeft' ? -1 : 0
      setIndex((now) => Math.min(images.length - 1, Math.max(0, now + by)))
    }
    window.addEventListener('keydown', turn)
    return () => window.removeEventListener('keydown', turn)
  }, [images.length])
  if (!image) return null
  return (
    <ModalOverlay isOpen isDismissable onOpenChange={onClose} className={css['overlay'] ?? ''}>
      <Modal className={css['modal'] ?? ''}>
        <Dialog aria-label={image.name} className={css['dialog'] ?? ''}>
          <header className={css['head']}>
            <span className={css['name']}>{image.name}</span>
            <a className={css['tool']} href={fileAddress(image)} download={image.name} aria-label={t('file.download')}>
              <Download size={18} aria-hidden />
            </a>
            <IconButton label={t('file.close')} onPress={onClose} placement="bottom" autoFocus className={css['tool']}>
              <X size={18} aria-hidden />
            </IconButton>
          </header>
          <div className={css['stage']}>
            <img src={fileAddress(image)} alt={image.name} />
          </div>
          {images.length > 1 && (
            <footer className={css['foot']}>
              <IconButton
                label={t('file.previous')}
                isDisabled={index === 0}
                onPress={() => setIndex(index - 1)}
                className={css['tool']}
              >
                <ChevronLeft size={18} aria-hidden />
              </IconButton>
              {t('file.place', { n: index + 1, of: images.length })}
              <IconButton
                label={t('file.next')}
                isDisabled={index === images.length - 1}
                onPress={() => setIndex(index + 1)}
                className={css['tool']}
              >
                <ChevronRight size={18} aria-hidden />
              </IconButton>
            </footer>
          )}
        </Dialog>
      </Modal>
    </ModalOverlay>
  )
}
