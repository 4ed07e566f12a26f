import type { FileView } from '../../../server/conversations/contract.ts'
import type { ConversationSnapshot } from '../../../server/tickets/contract.ts'

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
export type Draft = { text: string; files: readonly Attached[] }
export type Drafts = { public: Draft; note: Draft }

export const emptyDraft: Draft = { text: '', files: [] }
const known = new Map<string, FileView>()

/** Files uploaded here are known by name when a draft names them later. */
export const rememberFile = (file: FileView): void => void known.set(file.id, file)

export function restoreDrafts({ draft }: Pick<ConversationSnapshot, 'draft'>, unnamed: string): Drafts {
  const restored = (kept: ConversationSnapshot['draft']['public']): Draft =>
    kept === null
      ? emptyDraft
      : {
          text: kept.text,
          files: kept.files.map((id) => attachedFile(known.get(id) ?? { id, name: unnamed, size: 0, type: '' })),
        }
  return { public: restored(draft.public), note: restored(draft.note) }
}

/** What the server keeps of it; nothing where there is nothing. */
export function storedDraft(draft: Draft): ConversationSnapshot['draft']['public'] {
  const kept = { text: draft.text, files: filesOf(draft).map(({ id }) => id) }
  return kept.text.trim() === '' && kept.files.length === 0 ? null : kept
}

/** A file on its way, or refused, is known here alone: a draft with one is never another's. */
export const isSameDraft = (here: Draft, stored: Draft): boolean =>
  here.files.some(({ file }) => file === undefined) ||
  JSON.stringify(storedDraft(here)) === JSON.stringify(storedDraft(stored))

export const attachedFile = (file: FileView): Attached => ({
  key: file.id,
  name: file.name,
  size: file.size,
  progress: null,
  file,
})

export const filesOf = ({ files }: Draft): FileView[] => files.flatMap(({ file }) => file ?? [])
export const isEmpty = (draft: Draft): boolean => draft.text.trim() === '' && draft.files.length === 0
/** A file that was refused has to be taken off first: nobody wants to send less than he sees. */
export const isRefused = ({ files }: Draft): boolean => files.some(({ refusal }) => refusal !== undefined)
export const isUploading = ({ files }: Draft): boolean => files.some(({ progress }) => progress !== null)
