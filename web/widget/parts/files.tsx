import type { FileView } from '../../../server/conversations/contract.ts'
import { post } from '../session.ts'
import { change, state } from '../store.ts'
import { CLIP, Icon } from './icon.tsx'

/** Links live five minutes; a picture that is drawn stays, and one that no longer loads asks for a new link. */
const thumbnails = new Map<string, string>()
let wanted = new Set<string>()

/** The files of a message: pictures as small pictures, the rest by name and size. */
export const Files = ({ files }: { files: readonly FileView[] }) => (
  <div class="files">
    {files.map((file) => (
      <button key={file.id} type="button" class={file.thumbnail ? 'picture' : 'file'} onClick={() => open(file)}>
        {file.thumbnail ? (
          <img
            src={thumbnail(file.id)}
            alt={file.name}
            width={file.width}
            height={file.height}
            onError={() => thumbnails.delete(file.id)}
          />
        ) : (
          <>
            <Icon d={CLIP} />
            <span>
              <b>{file.name}</b>
              <small>{bytes(file.size)}</small>
            </span>
          </>
        )}
      </button>
    ))}
  </div>
)

/** `1,2 Mo` – in the reader's language; counted as the server counts, by 1024. */
export function bytes(size: number): string {
  const isSmall = size < 1_048_576
  const unit = isSmall ? 'kilobyte' : 'megabyte'
  const format = new Intl.NumberFormat(state.locale, { style: 'unit', unit, maximumFractionDigits: isSmall ? 0 : 1 })
  return format.format(isSmall ? Math.ceil(size / 1024) : size / 1_048_576)
}

function thumbnail(id: string): string | undefined {
  const known = thumbnails.get(id)
  if (known !== undefined) return known
  if (wanted.size === 0) setTimeout(() => void askForThumbnails().catch(() => {}))
  wanted.add(id)
  return undefined
}

async function askForThumbnails(): Promise<void> {
  const ids = [...wanted]
  wanted = new Set()
  const links = await linksOf(ids, true)
  for (const id of ids) thumbnails.set(id, links[id] ?? '')
  // The rows are drawn again when what they are made of is another.
  change({ conversations: [...state.conversations] })
}

const linksOf = async (ids: string[], thumbnails = false): Promise<Record<string, string>> =>
  (await post<{ links: Record<string, string> }>('files/links', { ids, thumbnails })).links

async function open({ id, name, thumbnail }: FileView): Promise<void> {
  const { [id]: url } = await linksOf([id])
  if (!url) return
  const link = document.createElement('a')
  link.href = url
  if (thumbnail) link.target = '_blank'
  else link.download = name
  link.click()
}
