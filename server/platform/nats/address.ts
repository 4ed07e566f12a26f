/** Where NATS is, as `NATS_URL` says it. */
export type NatsAddress = {
  /** `host:port`, in the order given. */
  servers: string[]
  /** Null: TLS where the server asks for it. */
  tls: { caFile: string | null } | null
  user: string | null
  password: string | null
  token: string | null
}

const PORT = '4222'

/**
 * Reads `nats://user:password@host:4222`, `tls://token@host`, or several of a cluster, with commas between; the name before
 * the @ without a password is a token, as everywhere with NATS. `?ca=/path` names who signed the certificates. Null when it
 * cannot be read.
 */
export function readNatsAddress(text: string): NatsAddress | null {
  const urls = text.split(',').map((part) => part.trim())
  const scheme = /^(nats|tls):\/\//.exec(urls[0] ?? '')?.[1]
  if (scheme === undefined) return null
  const parsed = urls.map((url) => parse(url.includes('://') ? url : `${scheme}://${url}`, scheme))
  const [first] = parsed
  if (first === undefined || first === null) return null
  const servers: string[] = []
  for (const each of parsed) {
    if (each === null) return null
    servers.push(each.server)
  }
  const { user, password, caFile } = first
  return {
    servers,
    tls: scheme === 'tls' || caFile !== null ? { caFile } : null,
    ...(password === null ? { user: null, password: null, token: user } : { user, password, token: null }),
  }
}

function parse(text: string, scheme: string) {
  // By a scheme the URL parser knows: of others it does not split the host. This one's own port is used by no NATS.
  const web = text.replace(`${scheme}://`, 'ftp://')
  if (web === text || !URL.canParse(web)) return null
  const url = new URL(web)
  const unknown = [...url.searchParams.keys()].some((key) => key !== 'ca')
  if (url.hostname === '' || !['', '/'].includes(url.pathname) || url.hash !== '' || unknown) return null
  try {
    const decoded = (part: string): string | null => (part === '' ? null : decodeURIComponent(part))
    const server = `${url.hostname}:${url.port === '' ? PORT : url.port}`
    return {
      server,
      user: decoded(url.username),
      password: decoded(url.password),
      caFile: url.searchParams.get('ca'),
    }
  } catch {
    return null
  }
}
