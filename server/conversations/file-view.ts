import type { FileView } from './contract.ts'
import type { FileRow } from './queries-files.ts'

export const fileView = (file: FileRow): FileView => ({
  id: file.id,
  name: file.name,
  size: file.size,
  type: file.type,
  ...(file.width === null || file.height === null ? {} : { width: file.width, height: file.height }),
  ...(file.has_thumbnail ? { thumbnail: true } : {}),
})
