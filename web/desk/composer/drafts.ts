import type { FileView } from '../../../server/conversations/contract.ts'
import type { ConversationSnapshot } from '../../../server/tickets/contract.ts'
import type { Mention } from './mention.ts'

export type Attached = {
  key: string
  name: string
  size: number
  /** 0–1 while it goes; null when it is there. */
  progress: number | null
  file?: FileView
  refusal?: string
  stop?: () => void
}
export type Draft = { text: string; files: readonly Attached[]; mentions: readonly Mention[] }
export type Drafts = { public: Draft; note: Draft }

export const emptyDraft: Draft = { text: '', files: [], mentions: [] }
const known = new Map<string, FileView>()

/** Files uploaded here are known by name when a draft names them later. */
export const rememberFile = (file: FileView): void => void known.set(file.id, file)

export function restoreDrafts({ draft }: ConversationSnapshot, unnamed: string): Drafts {
  const restored = (kept: ConversationSnapshot['draft']['public']): Draft =>
    kept === null
      ? emptyDraft
      : {
          text: kept.text,
          files: kept.files.map((id) => attachedFile(known.get(id) ?? { id, name: unnamed, size: 0, type: '' })),
          mentions: [],
        }
  return { public: restored(draft.public), note: restored(draft.note) }
}

export const attachedFile = (file: FileView): Attached => ({
  key: file.id,
  name: file.name,
  size: file.size,
  progress: null,
  file,
})

export const filesOf = ({ files }: Draft): FileView[] => files.flatMap(({ file }) => file ?? [])
export const isEmpty = (draft: Draft): boolean => draft.text.trim() === '' && draft.files.length === 0
export const isUploading = ({ files }: Draft): boolean => files.some(({ progress }) => progress !== null)
