import sharp, { type Sharp } from 'sharp'
import { Refusal } from '../../../platform/pure/refusal.ts'

export type Picture = { width: number; height: number }

/** Pixels of one picture, and of all frames of a moving one. */
const MOST_PIXELS = 50_000_000
const MOST_PIXELS_MOVING = 15_000_000
const MOST_FRAMES = 300
const THUMBNAIL = 480
const READING = { limitInputPixels: MOST_PIXELS, failOn: 'error', sequentialRead: true } as const

// One thread, nothing kept from one picture to the next.
sharp.concurrency(1)
sharp.cache(false)

/**
 * Writes a picture anew from its pixels, turned upright, with nothing else that was in the file, and a small one beside
 * it (WebP, at most 480 × 480, the first frame) [FI6]. Refuses what is too large, and what cannot be read.
 */
export async function writePicture(
  from: string,
  type: string,
  to: { file: string; thumbnail: string },
): Promise<Picture> {
  const frames = await framesOf(from)
  try {
    const picture = sharp(from, { ...READING, pages: frames })
    // Only a still picture can be turned.
    const {
      width,
      height,
      pages = 1,
    } = await encoded(frames === 1 ? picture.autoOrient() : picture, type).toFile(to.file)
    await sharp(to.file, READING)
      .resize(THUMBNAIL, THUMBNAIL, { fit: 'inside', withoutEnlargement: true })
      .webp({ quality: 78 })
      .toFile(to.thumbnail)
    return { width, height: Math.round(height / pages) }
  } catch (error) {
    if (error instanceof Error && error.message.includes('No space left')) throw new Refusal('unavailable')
    throw new Refusal('file_type_refused', { reason: 'damaged' })
  }
}

/** How many frames fit; refuses what is too large before a pixel is read. */
async function framesOf(from: string): Promise<number> {
  const head = await sharp(from, { limitInputPixels: false })
    .metadata()
    .catch(() => {
      throw new Refusal('file_type_refused', { reason: 'damaged' })
    })
  const { width, pageHeight, height, pages = 1 } = head
  const pixels = width * (pageHeight ?? height)
  if (pixels > MOST_PIXELS) throw new Refusal('file_too_large', { pixels, mostPixels: MOST_PIXELS })
  return Math.max(1, Math.min(pages, MOST_FRAMES, Math.floor(MOST_PIXELS_MOVING / pixels)))
}

/** Sharp writes no metadata unless asked; colours become sRGB. */
function encoded(picture: Sharp, type: string): Sharp {
  switch (type) {
    case 'image/jpeg':
      return picture.jpeg({ quality: 88 })
    case 'image/png':
      return picture.png({ compressionLevel: 7 })
    case 'image/webp':
      return picture.webp({ quality: 88, effort: 2 })
    default:
      return picture.gif({ effort: 1 })
  }
}
