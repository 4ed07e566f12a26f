import { FileText } from 'lucide-react'
import { Suspense, useState } from 'react'
import type { FileView } from '../../../server/conversations/contract.ts'
import { lazyPart } from '../../kit/lazy-part.ts'
import { useDeskText } from '../app/text.ts'
import { fileAddress, isImage, shownSize, sizeText } from './files.ts'
import css from './Attachments.module.css'

const Lightbox = lazyPart(() => import('./Lightbox.tsx'))

export function Attachments({ files }: { files: readonly FileView[] }) {
  const t = useDeskText()
  const [shown, setShown] = useState<number | null>(null)
  const images = files.filter(isImage)
  const others = files.filter((file) => !isImage(file))
  return (
    <div className={css['files']}>
      {images.map((image, index) => (
        <button
          key={image.id}
          type="button"
          className={css['image']}
          onClick={() => setShown(index)}
          aria-label={t('file.enlarge', { name: image.name })}
        >
          <img
            src={fileAddress(image, image.thumbnail)}
            alt={image.name}
            width={image.width}
            height={image.height}
            style={shownSize(image)}
            loading="lazy"
          />
        </button>
      ))}
      {others.map((file) => (
        <a
          key={file.id}
          className={css['file']}
          href={fileAddress(file)}
          target="_blank"
          rel="noopener"
          download={file.name}
        >
          <FileText size={18} aria-hidden />
          <span className={css['name']}>{file.name}</span>
          <span className={css['size']}>{sizeText(file.size, t)}</span>
        </a>
      ))}
      {shown !== null && (
        <Suspense fallback={null}>
          <Lightbox images={images} first={shown} onClose={() => setShown(null)} />
        </Suspense>
      )}
    </div>
  )
}
