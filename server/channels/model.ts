const DEFAULT_PORTS: Record<string, string> = { 'http:': '80', 'https:': '443' }

/**
 * Whether a page of this origin may show the widget [CH2]: as the browser itself answers for `frame-ancestors` (CSP 3,
 * 6.7.2.8). `*`, `https://shop.example`, `https://*.shop.example`, `http://localhost:*`; http stands for https too.
 */
export function isAllowedOrigin(allowed: readonly string[], origin: string): boolean {
  const page = URL.canParse(origin) ? new URL(origin) : null
  if (page === null || !(page.protocol in DEFAULT_PORTS)) return false
  return allowed.some((pattern) => pattern === '*' || matches(pattern, page))
}

function matches(pattern: string, { protocol, hostname, port }: URL): boolean {
  const [, scheme, host = '', wanted] = /^(https?:)\/\/(\[[^\]]*\]|[^:]*)(?::(\d+|\*))?$/i.exec(pattern) ?? []
  if (scheme === undefined) return false
  const isUpgrade = scheme.toLowerCase() === 'http:' && protocol === 'https:'
  if (scheme.toLowerCase() !== protocol && !isUpgrade) return false
  return isHost(host.toLowerCase(), hostname) && isPort(wanted ?? DEFAULT_PORTS[scheme.toLowerCase()] ?? '')

  function isPort(expected: string): boolean {
    const used = port || (DEFAULT_PORTS[protocol] ?? '')
    return expected === '*' || expected === used || (isUpgrade && expected === '80' && used === '443')
  }
}

/** `*.shop.example` is any name below it, not itself. */
const isHost = (wanted: string, host: string): boolean =>
  wanted === '*' || (wanted.startsWith('*.') ? host.endsWith(wanted.slice(1)) : host === wanted)
