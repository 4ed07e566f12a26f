// reason: all settings in one list, as their document has them
import path from 'node:path'
import { type NatsAddress, readNatsAddress } from './nats/address.ts'
import { StartError } from './start-error.ts'

/** All settings, read from the environment. This is the one place that lists them; `docs/operate/settings.md` is checked against it. */
export type Settings = {
  port: number
  host: string
  /** Where the demo shop is served; null: not at all. */
  demoPort: number | null
  /** Absolute path. Holds the embedded database, uploaded files and the generated secret key. */
  dataFolder: string
  /** Null: the embedded database in the data folder. */
  databaseUrl: string | null
  databaseConnections: number
  /** The bus between several servers on one database; null: this server is the only one. */
  nats: NatsAddress | null
  /** Where browsers reach this server, without a trailing slash. */
  publicUrl: string
  maxFileBytes: number
  logLevel: LogLevel
  /** 32 bytes; null: made on the first start in the data folder (see secret-key.ts). */
  secretKey: Buffer | null
  /** Outgoing mail; null: none is sent, and everything that would send some says so. */
  mail: MailSettings | null
  /** Whether webhooks may go to this machine and its networks. */
  privateWebhooks: boolean
  /** How many reverse proxies in front of the server set X-Forwarded-For. */
  trustedProxies: number
  /** What one visitor may do; 0 is no limit. An address may do a fixed multiple of it (server/limits.ts). */
  limits: {
    messagesPerSecond: number
    conversationsPerHour: number
    /** New visitors, and signed logins, of one address. */
    visitorsPerHour: number
    uploadBytesPerHour: number
    /** Live connections of one address, the desk's not counted. */
    connectionsPerAddress: number
  }
}

export type MailSettings = { server: MailServer; from: MailAddress }
export type MailServer = {
  host: string
  port: number
  /** TLS from the first byte (smtps); else STARTTLS where the server offers it. */
  secure: boolean
  user: string | null
  password: string | null
}
export type MailAddress = { name: string | null; address: string }

const logLevels = ['fatal', 'error', 'warn', 'info', 'debug', 'trace', 'silent'] as const
export type LogLevel = (typeof logLevels)[number]

type Environment = Record<string, string | undefined>

type Setting<T> = {
  variable: string
  /** As shown to people. */
  default: string
  about: string
  parse: (text: string | undefined) => T
}

const setting = <T>(variable: string, shown: string, about: string, parse: (text: string | undefined) => T) => ({
  variable,
  default: shown,
  about,
  parse,
})

const definitions = {
  port: setting('PORT', '3000', 'TCP port of the server; 0 takes a free one', whole(3000, 0, 65535)),
  host: setting('HOST', '127.0.0.1', 'address to listen on; 0.0.0.0 for all networks', hostName),
  demoPort: setting('DEMO_PORT', 'PORT + 1', 'TCP port of the demo shop, or "off"', demoPort),
  dataFolder: setting('CAUSERIE_DATA', './data', 'folder for the embedded database, files and the secret key', folder),
  databaseUrl: setting('DATABASE_URL', 'embedded', 'postgresql:// address of a PostgreSQL 15 or newer', databaseUrl),
  databaseConnections: setting('DATABASE_CONNECTIONS', '24', 'most connections held open', whole(24, 4, 1000)),
  nats: setting(
    'NATS_URL',
    'one server',
    'NATS between several servers: nats://user:password@host:4222, or tls://; see several-nodes.md',
    natsUrl,
  ),
  publicUrl: setting('PUBLIC_URL', 'http://localhost:PORT', 'address under which browsers reach the server', webUrl),
  maxFileBytes: setting('MAX_FILE_MB', '25', 'largest file that may be sent, in MB', megabytes),
  logLevel: setting('LOG_LEVEL', 'info', `one of ${logLevels.join(', ')}`, logLevel),
  secretKey: setting('SECRET_KEY', 'made on first start', '64 hexadecimal digits; encrypts secrets at rest', key),
  trustedProxies: setting('TRUSTED_PROXIES', '0', 'reverse proxies in front of the server', whole(0, 0, 10)),
  smtp: setting(
    'SMTP_URL',
    'no mail',
    'mail server: smtp://user:password@host:587 or smtps://user:password@host:465',
    smtpUrl,
  ),
  mailFrom: setting('MAIL_FROM', '', 'sender of all mail: Acme Support <support@acme.example>', mailAddress),
  privateWebhooks: setting(
    'WEBHOOK_PRIVATE_ADDRESSES',
    'refuse',
    'allow or refuse: whether webhooks may go to this machine and its own networks',
    allowed,
  ),
  messagesPerSecond: setting(
    'LIMIT_MESSAGES_PER_SECOND',
    '2',
    'messages a second of one visitor, 15 times as many at once; 0: no limit',
    whole(2, 0, 1000),
  ),
  conversationsPerHour: setting(
    'LIMIT_CONVERSATIONS_PER_HOUR',
    '10',
    'conversations an hour that one visitor may start; 0: no limit',
    whole(10, 0, 100_000),
  ),
  visitorsPerHour: setting(
    'LIMIT_VISITORS_PER_HOUR',
    '300',
    'new visitors an hour from one address; 0: no limit',
    whole(300, 0, 1_000_000),
  ),
  uploadBytesPerHour: setting(
    'LIMIT_UPLOAD_MB_PER_HOUR',
    '100',
    'MB an hour that one visitor may send in files; 0: no limit',
    uploadMegabytes,
  ),
  connectionsPerAddress: setting(
    'LIMIT_CONNECTIONS_PER_ADDRESS',
    '200',
    'live widgets from one address; 0: no limit',
    whole(200, 0, 1_000_000),
  ),
} satisfies Record<string, Setting<unknown>>

/** Every setting's variable, default and description, for documents and `--help`. */
export const settingsList = Object.values(definitions).map(({ variable, default: shown, about }) => ({
  variable,
  default: shown,
  about,
}))

/** Reads and checks the environment. Throws a StartError that names the first wrong setting. */
export function readSettings(environment: Environment = process.env): Settings {
  const port = read(environment, definitions.port)
  return {
    port,
    host: read(environment, definitions.host),
    demoPort: demoPortBeside(port, read(environment, definitions.demoPort)),
    dataFolder: read(environment, definitions.dataFolder),
    databaseUrl: read(environment, definitions.databaseUrl),
    databaseConnections: read(environment, definitions.databaseConnections),
    nats: natsBeside(read(environment, definitions.nats), read(environment, definitions.databaseUrl)),
    publicUrl: read(environment, definitions.publicUrl) ?? `http://localhost:${port}`,
    maxFileBytes: read(environment, definitions.maxFileBytes),
    logLevel: read(environment, definitions.logLevel),
    secretKey: read(environment, definitions.secretKey),
    mail: mailSettings(read(environment, definitions.smtp), read(environment, definitions.mailFrom)),
    privateWebhooks: read(environment, definitions.privateWebhooks),
    trustedProxies: read(environment, definitions.trustedProxies),
    limits: {
      messagesPerSecond: read(environment, definitions.messagesPerSecond),
      conversationsPerHour: read(environment, definitions.conversationsPerHour),
      visitorsPerHour: read(environment, definitions.visitorsPerHour),
      uploadBytesPerHour: read(environment, definitions.uploadBytesPerHour),
      connectionsPerAddress: read(environment, definitions.connectionsPerAddress),
    },
  }
}

function read<T>(environment: Environment, { variable, parse }: Setting<T>): T {
  try {
    // An empty variable counts as not set: `PORT= npm start` means the default.
    return parse(environment[variable]?.trim() || undefined)
  } catch (error) {
    if (!(error instanceof WrongValue)) throw error
    throw new StartError(`Setting ${variable} is wrong: ${error.message}.`)
  }
}

class WrongValue extends Error {}

function whole(byDefault: number, least: number, most: number) {
  return (value: string | undefined) => {
    if (value === undefined) return byDefault
    const number = Number(value)
    if (/^\d+$/.test(value) && number >= least && number <= most) return number
    throw new WrongValue(`expected a whole number from ${least} to ${most}, got "${value}"`)
  }
}

function allowed(value = 'refuse') {
  if (value === 'allow' || value === 'refuse') return value === 'allow'
  throw new WrongValue(`expected allow or refuse, got "${value}"`)
}

/** Undefined: not set. */
function demoPort(value: string | undefined): number | null | undefined {
  if (value === undefined) return undefined
  if (value === 'off') return null
  return whole(0, 0, 65535)(value)
}

/** The port after the server's, unless another one is set; a free one when the server takes a free one. */
function demoPortBeside(port: number, set: number | null | undefined) {
  return set === undefined ? (port === 0 ? 0 : (port + 1) % 65536) : set
}

function hostName(value = '127.0.0.1') {
  if (/^[\w.:-]+$/.test(value) && !value.includes('//')) return value
  throw new WrongValue(`expected an address or a name of this machine, got "${value}"`)
}

function folder(value: string | undefined) {
  return path.resolve(value ?? './data')
}

function databaseUrl(value: string | undefined) {
  if (value === undefined) return null
  // The value holds a password: it is never repeated in the message.
  if (/^postgres(ql)?:\/\/./.test(value)) return value
  throw new WrongValue('expected an address like postgresql://user:password@host:5432/database')
}

function natsUrl(value: string | undefined): NatsAddress | null {
  if (value === undefined) return null
  const address = readNatsAddress(value)
  // The value may hold a password: it is never repeated in the message.
  if (address === null) throw new WrongValue('expected an address like nats://user:password@nats.example.com:4222')
  return address
}

/** The embedded database belongs to one server. */
function natsBeside(nats: NatsAddress | null, databaseUrl: string | null): NatsAddress | null {
  if (nats === null || databaseUrl !== null) return nats
  throw new StartError('Setting DATABASE_URL is missing: with NATS_URL it says which database the servers share.')
}

function mailSettings(server: MailServer | null, from: MailAddress | null): MailSettings | null {
  if (server === null) return null
  if (from === null) throw new StartError('Setting MAIL_FROM is missing: with SMTP_URL it says who mail comes from.')
  return { server, from }
}

const SMTP_PORTS: Readonly<Record<string, number>> = { 'smtp:': 587, 'smtps:': 465 }

function smtpUrl(value: string | undefined): MailServer | null {
  if (value === undefined) return null
  // The value holds a password: it is never repeated in the message.
  const wrong = new WrongValue('expected an address like smtp://user:password@mail.example.com:587')
  if (!URL.canParse(value)) throw wrong
  const url = new URL(value)
  const usual = SMTP_PORTS[url.protocol]
  if (usual === undefined || url.hostname === '' || !['', '/'].includes(url.pathname) || url.search || url.hash)
    throw wrong
  const decoded = (text: string): string | null => {
    try {
      return text === '' ? null : decodeURIComponent(text)
    } catch {
      throw wrong
    }
  }
  return {
    host: url.hostname.replace(/^\[|\]$/g, ''),
    port: url.port === '' ? usual : Number(url.port),
    secure: url.protocol === 'smtps:',
    user: decoded(url.username),
    password: decoded(url.password),
  }
}

/** Replies come to `local+ticket.signature@domain`, and before the @ there may be 64 characters. */
const LONGEST_LOCAL = 26

function mailAddress(value: string | undefined): MailAddress | null {
  if (value === undefined) return null
  const found = /^(?:"?([^"<>\r\n]*?)"?\s*<([^<>\s]+)>|([^<>\s]+))$/.exec(value)
  const address = found?.[2] ?? found?.[3] ?? ''
  if (!/^[^@\s"+]+@[^@\s.]+(\.[^@\s.]+)*$/.test(address) || address.indexOf('@') > LONGEST_LOCAL)
    throw new WrongValue(
      `expected an address like Acme Support <support@acme.example>, without "+" and with at most ${LONGEST_LOCAL} characters before the @, got "${value}"`,
    )
  return { name: found?.[1]?.trim() || null, address }
}

function webUrl(value: string | undefined) {
  if (value === undefined) return null
  if (/^https?:\/\//.test(value) && URL.canParse(value)) {
    const { origin, pathname, search, hash } = new URL(value)
    if (pathname === '/' && search === '' && hash === '') return origin
  }
  throw new WrongValue(`expected an address like https://chat.example.com without a path, got "${value}"`)
}

function megabytes(value: string | undefined) {
  return whole(25, 1, 1024)(value) * 1024 * 1024
}

function uploadMegabytes(value: string | undefined) {
  return whole(100, 0, 1_000_000)(value) * 1024 * 1024
}

function logLevel(value: string | undefined): LogLevel {
  const level = value === undefined ? 'info' : logLevels.find((known) => known === value)
  if (level) return level
  throw new WrongValue(`expected one of ${logLevels.join(', ')}, got "${value}"`)
}

function key(value: string | undefined) {
  if (value === undefined) return null
  if (/^[0-9a-f]{64}$/i.test(value)) return Buffer.from(value, 'hex')
  throw new WrongValue('expected 64 hexadecimal digits (openssl rand -hex 32)')
}
