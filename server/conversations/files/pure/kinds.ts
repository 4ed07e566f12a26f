import { extensionOf } from './clean-name.ts'

/** Pictures that browsers show and that are written anew; the first extension is the usual one. */
export const PICTURES: Readonly<Record<string, readonly [string, ...string[]]>> = {
  'image/jpeg': ['.jpg', '.jpeg', '.jpe', '.jfif'],
  'image/png': ['.png'],
  'image/webp': ['.webp'],
  'image/gif': ['.gif'],
}

export const isPicture = (type: string): boolean => Object.hasOwn(PICTURES, type)

export const UNKNOWN = 'application/octet-stream'

/** What runs when it is opened, by its bytes. */
const PROGRAM_TYPES = new Set([
  'application/x-msdownload',
  'application/x-elf',
  'application/x-mach-binary',
  'application/wasm',
  'application/java-vm',
  'application/java-archive',
  'application/x-ms-shortcut',
  'application/x-nintendo-nes-rom',
  'application/x-google-chrome-extension',
  'application/vnd.android.package-archive',
  'application/x-deb',
  'application/x-rpm',
  'application/x-msi',
])

/** What runs by the name alone: a double click on Windows is enough. */
const PROGRAM_EXTENSIONS = new Set(
  '.apk .app .bat .chm .cmd .com .cpl .dll .exe .gadget .hta .ins .jar .js .jse .lnk .msc .msi .msp .mst .pif .ps1 .ps1xml .psm1 .reg .scf .scr .sct .shb .url .vb .vbe .vbs .ws .wsc .wsf .wsh .xll'.split(
    ' ',
  ),
)

/** Refused altogether [FI4]. */
export const isProgram = (type: string, name: string): boolean =>
  PROGRAM_TYPES.has(type) || PROGRAM_EXTENSIONS.has(extensionOf(name))

/** What a browser would run or draw as a page, were it told so. */
const ACTIVE =
  /^(text\/(html|xml|javascript|css)|image\/svg|application\/(xml|xhtml|javascript|x-shockwave-flash|mathml))|\+xml$/

/** The type a file is kept under. */
export const keptType = (sniffed: string): string => (ACTIVE.test(sniffed) ? UNKNOWN : sniffed)

// As browsers recognise a page (WHATWG MIME sniffing 7.1), and wherever it begins after comments or a byte order mark.
const MARKUP =
  /<(!doctype|!--|\?xml|html|head|body|script|svg|iframe|frameset|h1|div|font|table|a|style|title|b|br|p|img|object|embed|link|meta|math|form|base)[\s>/]/i

/** Text with markup is taken for a page, which is kept as nothing in particular. */
export const textType = (start: Uint8Array): string =>
  isText(start) && !MARKUP.test(decoded(start)?.slice(0, 4_096) ?? '') ? 'text/plain' : UNKNOWN

/** Valid UTF-8 without control characters but white space. */
export function isText(start: Uint8Array): boolean {
  const text = decoded(start)
  return text !== null && text !== '' && !CONTROLS.test(text)
}

const CONTROLS = /(?!\s)\p{Cc}/u

function decoded(start: Uint8Array): string | null {
  try {
    // A character cut at the end of the part read is no fault.
    return new TextDecoder('utf-8', { fatal: true }).decode(start, { stream: true })
  } catch {
    return null
  }
}
