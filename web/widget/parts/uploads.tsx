import { uuid7 } from '../../kit/uuid7.ts'
import { beKnown } from '../session.ts'
import { change, state, type Upload } from '../store.ts'
import { bytes } from './files.tsx'
import { CLOSE, Icon } from './icon.tsx'

/** As many as a message may carry. */
const MOST = 10
const running = new Map<string, XMLHttpRequest>()

/** Files beside the text field: on their way, there, or refused with the reason. */
export const Tray = () => (
  <ul class="tray">
    {state.uploads.map((upload) => (
      <Item key={upload.id} {...upload} />
    ))}
  </ul>
)

function Item({ error, file, id, name, preview, progress, size }: Upload) {
  const { config, t } = state
  return (
    <li>
      {preview && <img src={preview} alt="" />}
      <span>
        <b>{name}</b>
        {error ? (
          <small class="refused" role="alert">
            {t(error, { size: bytes(config.maxFileBytes) })}
          </small>
        ) : (
          <small>{bytes(size)}</small>
        )}
        {!file && !error && <progress value={progress} aria-label={t('uploading', { name })} />}
      </span>
      <button type="button" class="icon" aria-label={t('removeFile', { name })} onClick={() => remove(id)}>
        <Icon d={CLOSE} />
      </button>
    </li>
  )
}

export function upload(chosen: File[]): void {
  for (const file of chosen.slice(0, MOST - state.uploads.length)) {
    const id = uuid7()
    const isTooLarge = file.size > state.config.maxFileBytes
    const next: Upload = { id, name: file.name, size: file.size, progress: 0 }
    if (isTooLarge) next.error = 'no.file_too_large'
    if (/^image\/(png|jpeg|gif|webp)$/.test(file.type)) next.preview = URL.createObjectURL(file)
    change({ uploads: [...state.uploads, next] })
    if (!isTooLarge) void transfer(id, file)
  }
}

/** By XMLHttpRequest: fetch tells nothing of what has left. */
async function transfer(id: string, file: File): Promise<void> {
  const set = (changes: Partial<Upload>) =>
    change({ uploads: state.uploads.map((each) => (each.id === id ? { ...each, ...changes } : each)) })
  const fail = (code: string) => set({ error: state.t(`no.${code}`) === `no.${code}` ? 'no.upload' : `no.${code}` })
  try {
    const token = await beKnown()
    const body = new FormData()
    body.append('file', file, file.name)
    const request = new XMLHttpRequest()
    running.set(id, request)
    request.open('POST', '/api/v1/files')
    request.setRequestHeader('authorization', `Bearer ${token}`)
    request.responseType = 'json'
    request.upload.onprogress = ({ loaded, total }) => set({ progress: loaded / total })
    request.onload = () => (request.status < 300 ? set({ file: request.response }) : fail(request.response?.code))
    request.onerror = () => fail('upload')
    request.onloadend = () => running.delete(id)
    request.send(body)
  } catch {
    fail('upload')
  }
}

function remove(id: string): void {
  running.get(id)?.abort()
  const preview = state.uploads.find((each) => each.id === id)?.preview
  if (preview) URL.revokeObjectURL(preview)
  change({ uploads: state.uploads.filter((each) => each.id !== id) })
}

export const clearTray = (): void => {
  for (const { id } of state.uploads) remove(id)
}
