import { isIPv6 } from 'node:net'

type Request = {
  headers: Readonly<Record<string, string | string[] | undefined>>
  socket: { remoteAddress?: string | undefined }
}

/**
 * Where a request comes from: the other end of the socket or, behind `trustedProxies` reverse proxies, what the
 * outermost of them saw. What lies before that in X-Forwarded-For was written by the client and is worth nothing.
 */
export function clientAddress(request: Request, trustedProxies: number): string {
  const forwarded = String(request.headers['x-forwarded-for'] ?? '')
    .split(',')
    .map((part) => part.trim())
    .filter((part) => part !== '')
  const path = [request.socket.remoteAddress ?? '', ...forwarded.reverse()]
  return path[Math.min(trustedProxies, path.length - 1)] ?? ''
}

/** What limits count by: an IPv4 address, or the /64 network that one IPv6 customer has for himself. */
export function addressKey(address: string): string {
  const plain = address.replace(/%.*$/, '')
  if (!isIPv6(plain)) return plain
  const mapped = /^::(?:ffff:)?(\d+\.\d+\.\d+\.\d+)$/i.exec(plain)?.[1]
  if (mapped !== undefined) return mapped
  return `${groups(plain)
    .slice(0, 4)
    .map((group) => Number.parseInt(group, 16).toString(16))
    .join(':')}::/64`
}

/** The eight groups; `::` stands for as many zeros as are missing. */
function groups(address: string): string[] {
  const [head = '', tail] = address.split('::')
  const before = head === '' ? [] : head.split(':')
  const after = tail === undefined || tail === '' ? [] : tail.split(':')
  return [...before, ...Array<string>(Math.max(0, 8 - before.length - after.length)).fill('0'), ...after]
}
