import { randomBytes } from 'node:crypto'
import { mkdir, readFile, writeFile } from 'node:fs/promises'
import path from 'node:path'
import type { Settings } from './settings.ts'
import { StartError } from './start-error.ts'

/** The 32-byte key that encrypts secrets at rest: the setting, or a file that the first start makes and only its owner may read. */
export async function secretKey({ secretKey, dataFolder }: Settings): Promise<Buffer> {
  if (secretKey) return secretKey
  const file = path.join(dataFolder, 'secret.key')
  await mkdir(dataFolder, { recursive: true })
  try {
    await writeFile(file, `${randomBytes(32).toString('hex')}\n`, { flag: 'wx', mode: 0o600 })
  } catch (error) {
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) throw error
  }
  const text = (await readFile(file, 'utf8')).trim()
  if (!/^[0-9a-f]{64}$/.test(text)) throw new StartError(`${file} does not hold a key of 64 hexadecimal digits.`)
  return Buffer.from(text, 'hex')
}
