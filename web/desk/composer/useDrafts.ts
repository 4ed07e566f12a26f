import { useCallback, useEffect, useRef, useState } from 'react'
import type { ConversationSnapshot } from '../../../server/tickets/contract.ts'
import { Refused } from '../../kit/http.ts'
import { useDeskText } from '../app/text.ts'
import { useDesk } from '../shell/DeskContext.tsx'
import {
  type Attached,
  attachedFile,
  type Draft,
  type Drafts,
  emptyDraft,
  isSameDraft,
  rememberFile,
  restoreDrafts,
  storedDraft,
} from './drafts.ts'
import { onReturned } from './returned.ts'
import { upload } from './upload.ts'

type Visibility = keyof Drafts
const SAVE_AFTER = 900

/** What is being written here: kept on the server, so that it is there on the next device. */
export function useDrafts(snapshot: ConversationSnapshot) {
  const t = useDeskText()
  const { desk } = useDesk()
  const conversationId = snapshot.conversation.id
  const unnamed = t('file.attached')
  const [drafts, setDrafts] = useState(() => restoreDrafts(snapshot, unnamed))
  const saving = useRef(0)
  const unsaved = useRef(new Map<Visibility, ReturnType<typeof setTimeout>>())
  const latest = useRef(drafts)
  latest.current = drafts

  const save = useCallback(
    (visibility: Visibility) => {
      clearTimeout(unsaved.current.get(visibility))
      if (!unsaved.current.delete(visibility)) return
      const kept = storedDraft(latest.current[visibility])
      saving.current += 1
      desk
        .do('draft.save', { conversationId, visibility, text: '', ...kept })
        .catch(() => {})
        .finally(() => {
          saving.current -= 1
        })
      desk.conversations.amend(conversationId, (now) => ({ ...now, draft: { ...now.draft, [visibility]: kept } }))
    },
    [desk, conversationId],
  )

  const change = useCallback(
    (visibility: Visibility, next: (draft: Draft) => Draft) => {
      setDrafts((before) => ({ ...before, [visibility]: next(before[visibility]) }))
      clearTimeout(unsaved.current.get(visibility))
      unsaved.current.set(
        visibility,
        setTimeout(() => save(visibility), SAVE_AFTER),
      )
    },
    [save],
  )

  useEffect(() => {
    const waiting = unsaved.current
    const saveAll = () => {
      for (const visibility of [...waiting.keys()]) save(visibility)
    }
    // A page that is closed or put away says at once what it has.
    window.addEventListener('pagehide', saveAll)
    document.addEventListener('visibilitychange', saveAll)
    return () => {
      window.removeEventListener('pagehide', saveAll)
      document.removeEventListener('visibilitychange', saveAll)
      saveAll()
    }
  }, [save])

  // Written on another device: it stands here too, unless somebody is writing here.
  useEffect(() => {
    if (unsaved.current.size > 0 || saving.current > 0) return
    const stored = restoreDrafts({ draft: snapshot.draft }, unnamed)
    setDrafts((here) => ({
      public: isSameDraft(here.public, stored.public) ? here.public : stored.public,
      note: isSameDraft(here.note, stored.note) ? here.note : stored.note,
    }))
  }, [snapshot.draft, unnamed])

  useEffect(
    () =>
      onReturned((message) => {
        if (message.conversationId !== conversationId) return
        change(message.visibility, (draft) => ({
          ...draft,
          text: draft.text === '' ? message.text : `${message.text}\n\n${draft.text}`,
          files: [...message.files.map(attachedFile), ...draft.files],
        }))
      }),
    [change, conversationId],
  )

  return {
    drafts,
    change,
    /** It was sent: the server forgets the draft with it. */
    clear(visibility: Visibility): void {
      clearTimeout(unsaved.current.get(visibility))
      unsaved.current.delete(visibility)
      setDrafts((before) => ({ ...before, [visibility]: emptyDraft }))
      desk.conversations.amend(conversationId, (now) => ({ ...now, draft: { ...now.draft, [visibility]: null } }))
    },
    attach(visibility: Visibility, files: readonly File[]): void {
      for (const file of files) attachOne(file, (next) => change(visibility, next))
    },
  }
}

function attachOne(file: File, change: (next: (draft: Draft) => Draft) => void): void {
  const key = `${file.name} ${file.size} ${performance.now()}`
  const replace = (next: (attached: Attached) => Attached) =>
    change((draft) => ({ ...draft, files: draft.files.map((one) => (one.key === key ? next(one) : one)) }))
  const { done, stop } = upload(file, (progress) => replace((one) => ({ ...one, progress: Math.min(progress, 0.99) })))
  change((draft) => ({
    ...draft,
    files: [...draft.files, { key, name: file.name, size: file.size, progress: 0, stop }],
  }))
  done.then(
    (stored) => {
      rememberFile(stored)
      replace(({ stop: _, ...one }) => ({ ...one, name: stored.name, progress: null, file: stored }))
    },
    (error: unknown) => {
      const refusal = error instanceof Refused ? error.code : 'internal'
      if (refusal === 'stopped') change((draft) => ({ ...draft, files: draft.files.filter((one) => one.key !== key) }))
      else replace((one) => ({ ...one, progress: null, refusal }))
    },
  )
}
