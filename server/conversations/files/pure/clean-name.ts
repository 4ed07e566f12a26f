const MOST = 200
/** Control characters, line and paragraph separators, direction marks and overrides, what has no width. */
const UNSEEN =
  /[\p{Cc}\u00ad\u061c\u180e\u200b\u200e\u200f\u2028-\u202e\u2060-\u2064\u2066-\u206f\ufeff\ufff9-\ufffb]/gu

/**
 * A name fit to be shown and saved under [FI7]: what stands after the last separator, without what is not seen or would
 * turn the reading direction (`exe.gpj` for `jpg.exe`), without dots and spaces at the end, which Windows drops.
 */
export function cleanName(given: string | undefined, extension = ''): string {
  const seen = (given ?? '').toWellFormed().normalize('NFC').replace(UNSEEN, '')
  const name = (seen.split(/[/\\]/).at(-1) ?? '').trim().replace(/[. ]+$/, '')
  return shorten(/^\.*$/.test(name) ? `file${extension}` : name)
}

/** The part after the last dot, in lower case, with the dot; empty when there is none. */
export const extensionOf = (name: string): string => /[^.](\.[^. /\\]{1,12})$/.exec(name)?.[1]?.toLowerCase() ?? ''

/** The same name with one of these extensions: its own if it is among them. */
export function withExtension(name: string, extensions: readonly [string, ...string[]]): string {
  return extensions.includes(extensionOf(name)) ? name : shorten(`${name}${extensions[0]}`)
}

/** At most 200 characters, the extension kept; never half of a surrogate pair. */
function shorten(name: string): string {
  if (name.length <= MOST) return name
  const extension = extensionOf(name)
  let kept = ''
  for (const letter of name) {
    if (kept.length + letter.length + extension.length > MOST) break
    kept += letter
  }
  return `${kept}${extension}`
}
