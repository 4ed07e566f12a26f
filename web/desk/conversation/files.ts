import type { FileView } from '../../../server/conversations/contract.ts'
import type { DeskText } from '../app/text.ts'

/** The desk reads files with its cookie; the server checks the right each time. */
export const fileAddress = ({ id }: Pick<FileView, 'id'>, thumbnail = false): string =>
  `/api/v1/files/${id}${thumbnail ? '?thumbnail=1' : ''}`

export const isImage = ({ type }: Pick<FileView, 'type'>): boolean => /^image\/(png|jpeg|gif|webp|avif)$/.test(type)

const MOST_WIDE = 320
const MOST_HIGH = 220

/** Its room in the thread, known before the picture is here: nothing jumps when it comes. */
export function shownSize({ width, height }: Pick<FileView, 'width' | 'height'>): {
  width: number
  aspectRatio: string
} {
  if (!width || !height) return { width: 200, aspectRatio: '4 / 3' }
  const scale = Math.min(1, MOST_WIDE / width, MOST_HIGH / height)
  return { width: Math.max(48, Math.round(width * scale)), aspectRatio: `${width} / ${height}` }
}

export function sizeText(bytes: number, t: DeskText): string {
  if (bytes < 1_000_000) return t('file.kb', { n: Math.max(1, Math.round(bytes / 1000)) })
  return t('file.mb', { n: Math.round(bytes / 100_000) / 10 })
}
