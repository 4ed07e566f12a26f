import type { FileView } from '../../../server/conversations/contract.ts'
import type { DeskText } from '../app/text.ts'

/** The desk reads files with its cookie; the server checks the right each time. */
export const fileAddress = ({ id }: Pick<FileView, 'id'>, thumbnail = false): string =>
  `/api/v1/files/${id}${thumbnail ? '?thumbnail=1' : ''}`

export const isImage = ({ type }: Pick<FileView, 'type'>): boolean => /^image\/(png|jpeg|gif|webp|avif)$/.test(type)

export function sizeText(bytes: number, t: DeskText): string {
  if (bytes < 1_000_000) return t('file.kb', { n: Math.max(1, Math.round(bytes / 1000)) })
  return t('file.mb', { n: Math.round(bytes / 100_000) / 10 })
}
