/** Any site at all. */
export const ANYWHERE = '*'
export const MOST_ORIGINS = 50

/**
 * What somebody types for a site, as its origin: `shop.example/cart` → `https://shop.example`. Null when it is none.
 * Subdomains and ports may be stars: `https://*.example.com`, `http://localhost:*`.
 */
export function originOf(typed: string): string | null {
  const text = typed.trim()
  if (text === ANYWHERE) return ANYWHERE
  const [, scheme = 'https', host] = /^(?:(https?):\/\/)?([^/\s?#]+)/i.exec(text) ?? []
  if (host === undefined || !/^(\*\.)?[\p{L}\p{N}]([\p{L}\p{N}.-]*[\p{L}\p{N}])?(:(\d{1,5}|\*))?$/u.test(host))
    return null
  const isLocal = /^(localhost|127\.|\[)/.test(host)
  if (!host.includes('.') && !isLocal) return null
  const origin = `${isLocal && !/^https:/i.test(text) ? 'http' : scheme.toLowerCase()}://${punycode(host)}`
  return origin.length <= 200 ? origin : null
}

/** `https://bücher.example` is known to browsers as `https://xn--bcher-kva.example`. */
function punycode(host: string): string {
  const [, star = '', name = '', port = ''] = /^(\*\.)?([^:]+)(:.+)?$/.exec(host) ?? []
  return star + new URL(`https://${name}`).hostname + port
}
