import type { Sealing } from '../../platform/sealing.ts'

/** Seconds that a link lives: long enough to load, too short to be passed on [FI3]. */
export const LINK_SECONDS = 300
/** Longer names are cut here: the name under which a file is saved comes with its bytes. */
const MOST_NAME = 150

export type FileLinks = {
  make(file: { id: string; name: string }, thumbnail: boolean, now: Date): string
  /** Whether this server issued a link to this file, and not too long ago. */
  isValid(link: { id: string; expiry: string; signature: string; thumbnail: boolean }, now: Date): boolean
}

/** `/files/<id>/<name>?e=<seconds since 1970>&s=<signature>[&t=1]` */
export function createFileLinks(sealing: Sealing): FileLinks {
  const text = (id: string, expiry: string, thumbnail: boolean) =>
    `file ${id} ${thumbnail ? 'thumbnail' : 'whole'} ${expiry}`
  return {
    make({ id, name }, thumbnail, now) {
      const expiry = String(Math.floor(now.getTime() / 1_000) + LINK_SECONDS)
      return `/files/${id}/${inPath(name)}?e=${expiry}&s=${sealing.sign(text(id, expiry, thumbnail))}${thumbnail ? '&t=1' : ''}`
    },
    isValid: ({ id, expiry, signature, thumbnail }, now) =>
      /^\d{1,12}$/.test(expiry) &&
      sealing.verify(text(id, expiry, thumbnail), signature) &&
      Number(expiry) * 1_000 >= now.getTime(),
  }
}

function inPath(name: string): string {
  let kept = ''
  for (const letter of name) {
    const next = kept + encodeURIComponent(letter)
    if (next.length > MOST_NAME) break
    kept = next
  }
  return kept
}
