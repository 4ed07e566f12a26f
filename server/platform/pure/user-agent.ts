/** What a person sits at, as far as the browser says: shown to agents and in lists of logins, trusted for nothing. */
export type Device = { browser: string; os: string; kind: 'desktop' | 'phone' | 'tablet' }

// In this order: every browser also names those it descends from.
const BROWSERS: [string, RegExp][] = [
  ['Edge', /\bEdg(e|A|iOS)?\//],
  ['Opera', /\b(OPR|Opera)\//],
  ['Samsung Internet', /\bSamsungBrowser\//],
  ['Vivaldi', /\bVivaldi\//],
  ['Firefox', /\b(Firefox|FxiOS)\//],
  ['Chrome', /\b(Chrome|CriOS|Chromium)\//],
  ['Safari', /\bVersion\/[\d.]+.*\bSafari\//],
]
const SYSTEMS: [string, RegExp][] = [
  ['Android', /\bAndroid\b/],
  ['iPadOS', /\biPad\b/],
  ['iOS', /\b(iPhone|iPod)\b/],
  ['Windows', /\bWindows\b/],
  ['ChromeOS', /\bCrOS\b/],
  ['macOS', /\b(Macintosh|Mac OS X)\b/],
  ['Linux', /\b(Linux|X11)\b/],
]

/** Null when neither browser nor system is known (a program, or nothing sent). */
export function deviceOf(userAgent: string | undefined): Device | null {
  const text = (userAgent ?? '').slice(0, 500)
  const browser = nameIn(BROWSERS, text)
  const os = nameIn(SYSTEMS, text)
  return browser === '' && os === '' ? null : { browser, os, kind: kindOf(text, os) }
}

/** One line: `Firefox · Linux`. */
export function deviceLine(userAgent: string | undefined): string {
  const device = deviceOf(userAgent)
  return [device?.browser, device?.os].filter(Boolean).join(' · ')
}

const nameIn = (list: readonly [string, RegExp][], text: string): string =>
  list.find(([, pattern]) => pattern.test(text))?.[0] ?? ''

function kindOf(text: string, os: string): Device['kind'] {
  // Android tablets leave `Mobile` out.
  if (os === 'iPadOS' || /\bTablet\b/.test(text) || (os === 'Android' && !/\bMobile\b/.test(text))) return 'tablet'
  return os === 'iOS' || /\bMobi/.test(text) ? 'phone' : 'desktop'
}
