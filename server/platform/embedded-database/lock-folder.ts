import { randomUUID } from 'node:crypto'
import { link, readFile, rename, rm, writeFile } from 'node:fs/promises'
import path from 'node:path'
import { setTimeout as pause } from 'node:timers/promises'
import { StartError } from '../start-error.ts'
import { processIdentity } from './process-identity.ts'

const patience = 500

/**
 * Takes the folder for this process; refuses when another live process holds it. The lock of a killed process
 * is replaced, also when its process id is in use again. Returns the release.
 */
export async function lockFolder(folder: string): Promise<() => Promise<void>> {
  const file = path.join(folder, 'server.lock')
  const mine = `${process.pid} ${randomUUID()} ${processIdentity(process.pid)}\n`
  // A server killed a moment ago is still there for some milliseconds.
  const deadline = performance.now() + patience
  for (;;) {
    if (await placeWhole(file, mine)) return () => release(file, mine)
    const found = await readIfThere(file)
    if (found === null) continue
    if (!isHeld(found)) await removeStale(file, found)
    else if (performance.now() < deadline) await pause(20)
    else throw inUse(folder, found)
  }
}

function inUse(folder: string, found: string) {
  const [holder] = found.split(' ')
  return new StartError(`The data folder ${folder} is in use by another Causerie server (process ${holder}).`)
}

/** Places the file with its full content at once, or not at all when there is one already. */
async function placeWhole(file: string, content: string) {
  const draft = `${file}.${randomUUID()}`
  await writeFile(draft, content, { mode: 0o600 })
  try {
    await link(draft, file)
    return true
  } catch (error) {
    if (hasCode(error, 'EEXIST')) return false
    throw error
  } finally {
    await rm(draft, { force: true })
  }
}

function isHeld(content: string) {
  const [id, , ...identity] = content.trim().split(' ')
  return processIdentity(Number(id)) === identity.join(' ')
}

/** Of several starters that see the same stale file only one moves it; one that moved a fresh file puts it back. */
async function removeStale(file: string, stale: string) {
  const aside = `${file}.${randomUUID()}`
  try {
    await rename(file, aside)
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return
    throw error
  }
  if ((await readFile(aside, 'utf8')) !== stale) await link(aside, file).catch(() => {})
  await rm(aside, { force: true })
}

async function release(file: string, mine: string) {
  if ((await readIfThere(file)) === mine) await rm(file, { force: true })
}

async function readIfThere(file: string) {
  try {
    return await readFile(file, 'utf8')
  } catch (error) {
    if (hasCode(error, 'ENOENT')) return null
    throw error
  }
}

function hasCode(error: unknown, code: string) {
  return error instanceof Error && 'code' in error && error.code === code
}
