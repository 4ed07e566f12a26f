import assert from 'node:assert/strict'
import { readFileSync } from 'node:fs'
import path from 'node:path'
import { test } from 'node:test'
import { readSettings, settingsList } from './settings.ts'
import { StartError } from './start-error.ts'

test('nothing set means the defaults', () => {
  const settings = readSettings({})
  assert.equal(settings.port, 3000)
  assert.equal(settings.publicUrl, 'http://localhost:3000')
  assert.equal(settings.dataFolder, path.resolve('data'))
  assert.equal(settings.databaseUrl, null)
  assert.equal(settings.maxFileBytes, 25 * 1024 * 1024)
  assert.equal(settings.limits.messagesPerSecond, 2)
  assert.equal(settings.limits.uploadBytesPerHour, 100 * 1024 * 1024)
  assert.deepEqual(readSettings({ PORT: '', LOG_LEVEL: ' ' }), settings)
})

test('what is set is used', () => {
  const settings = readSettings({ PORT: '8080', PUBLIC_URL: 'https://Chat.example.com/', SECRET_KEY: 'ab'.repeat(32) })
  assert.equal(settings.port, 8080)
  assert.equal(settings.publicUrl, 'https://chat.example.com')
  assert.equal(settings.secretKey?.length, 32)
})

const wrong: Record<string, string[]> = {
  PORT: ['abc', '-1', '70000', '3000.5', '0x10'],
  CAUSERIE_DATA: [],
  DEMO_PORT: ['no', '70000'],
  HOST: ['not a host', 'http://x'],
  DATABASE_URL: ['mysql://x/y', 'postgres:secret', 'localhost:5432'],
  DATABASE_CONNECTIONS: ['1', 'many'],
  NATS_URL: [
    'bus.acme.test',
    'http://nats:4222',
    'nats://:secret@',
    'nats://u%zz:secret@host',
    'nats://host/path',
    'nats://a,,b',
  ],
  PUBLIC_URL: ['chat.example.com', 'ftp://x', 'https://x/path', 'https://x/?a=b'],
  MAX_FILE_MB: ['0', '5000', '25MB'],
  LOG_LEVEL: ['loud'],
  SECRET_KEY: ['short', 'zz'.repeat(32)],
  TRUSTED_PROXIES: ['-1', 'yes'],
  SMTP_URL: ['mail.acme.test', 'http://x', 'smtp://host/path', 'smtp://u%zz:secret@host'],
  MAIL_FROM: ['support', 'a b@c.d', 'Acme <support>', `${'x'.repeat(27)}@acme.example`, 'a+b@acme.example'],
  WEBHOOK_PRIVATE_ADDRESSES: ['yes', 'ALLOW'],
  LIMIT_MESSAGES_PER_SECOND: ['-1', '0.5'],
  LIMIT_CONVERSATIONS_PER_HOUR: ['few'],
  LIMIT_VISITORS_PER_HOUR: ['-1'],
  LIMIT_UPLOAD_MB_PER_HOUR: ['100MB'],
  LIMIT_CONNECTIONS_PER_ADDRESS: ['none'],
}

test('a wrong value is refused in one line that names the setting and never repeats a secret', () => {
  assert.deepEqual(Object.keys(wrong).sort(), settingsList.map(({ variable }) => variable).sort())
  for (const [variable, values] of Object.entries(wrong)) {
    for (const value of values) {
      const complaint = complaintAbout({ [variable]: value })
      assert.match(complaint, new RegExp(`^Setting ${variable} is wrong: expected [^\\n]+\\.$`))
      if (['DATABASE_URL', 'NATS_URL', 'SECRET_KEY', 'SMTP_URL'].includes(variable))
        assert.ok(!complaint.includes(value))
    }
  }
})

test('mail is off unless a server is named, and then it must be said who it comes from', () => {
  const mail = (environment: Record<string, string>) => readSettings(environment).mail
  assert.equal(mail({}), null)
  assert.equal(mail({ MAIL_FROM: 'support@acme.example' }), null)
  assert.match(complaintAbout({ SMTP_URL: 'smtp://mail.acme.example' }), /^Setting MAIL_FROM is missing/)
  assert.deepEqual(
    mail({ SMTP_URL: 'smtp://me%40acme:p%3Aw@mail.acme.example', MAIL_FROM: 'Acme Support <support@acme.example>' }),
    {
      server: { host: 'mail.acme.example', port: 587, secure: false, user: 'me@acme', password: 'p:w' },
      from: { name: 'Acme Support', address: 'support@acme.example' },
    },
  )
  assert.deepEqual(mail({ SMTP_URL: 'smtps://mail.acme.example', MAIL_FROM: 'support@acme.example' }), {
    server: { host: 'mail.acme.example', port: 465, secure: true, user: null, password: null },
    from: { name: null, address: 'support@acme.example' },
  })
})

test('the demo shop is beside the server, elsewhere, or nowhere', () => {
  const demoPort = (environment: Record<string, string>) => readSettings(environment).demoPort
  assert.equal(demoPort({}), 3001)
  assert.equal(demoPort({ PORT: '0' }), 0)
  assert.equal(demoPort({ PORT: '8080', DEMO_PORT: '9000' }), 9000)
  assert.equal(demoPort({ DEMO_PORT: 'off' }), null)
})

test('the operating guide lists every setting as it is', () => {
  const guide = readFileSync(path.resolve(import.meta.dirname, '../../docs/operate/settings.md'), 'utf8')
  const listed = guide.split('\n').filter((line) => line.startsWith('| `'))
  assert.deepEqual(
    listed,
    settingsList.map((setting) => `| \`${setting.variable}\` | ${setting.default} | ${setting.about} |`),
  )
})

function complaintAbout(environment: Record<string, string>) {
  try {
    readSettings(environment)
  } catch (error) {
    assert.ok(error instanceof StartError)
    return error.message
  }
  throw new assert.AssertionError({ message: `${JSON.stringify(environment)} was accepted` })
}
