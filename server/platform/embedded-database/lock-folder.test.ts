import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import path from 'node:path'
import { afterEach, beforeEach, test } from 'node:test'
import { StartError } from '../start-error.ts'
import { lockFolder } from './lock-folder.ts'

let folder = ''
beforeEach(async () => {
  folder = await mkdtemp(path.join(tmpdir(), 'causerie-lock-'))
})
afterEach(() => rm(folder, { recursive: true }))

test('one holder at a time; free again after the release', async () => {
  const release = await lockFolder(folder)
  await assert.rejects(
    lockFolder(folder),
    new StartError(`The data folder ${folder} is in use by another Causerie server (process ${process.pid}).`),
  )
  await release()
  const again = await lockFolder(folder)
  await again()
  assert.deepEqual(await readdir(folder), [])
})

test('of many who start at once on the lock of a killed server, one gets it', async () => {
  for (let round = 0; round < 5; round++) {
    await leaveLockOfKilledProcess()
    const outcomes = await Promise.allSettled(Array.from({ length: 8 }, () => lockFolder(folder)))
    const releases = outcomes.flatMap((outcome) => (outcome.status === 'fulfilled' ? [outcome.value] : []))
    assert.equal(releases.length, 1)
    await releases[0]?.()
  }
})

test('a process id that went to another process does not hold the lock', async () => {
  await (await lockFolder(folder))()
  const release = await lockFolder(folder)
  const file = path.join(folder, 'server.lock')
  const [id, nonce] = (await readFile(file, 'utf8')).split(' ')
  await writeFile(file, `${id} ${nonce} earlier-boot 1234\n`)
  const mine = await lockFolder(folder)
  await release()
  await assert.rejects(lockFolder(folder), StartError, 'a release must not take away the lock of the next holder')
  await mine()
})

async function leaveLockOfKilledProcess() {
  const module = path.join(import.meta.dirname, 'lock-folder.ts')
  const code = `const { lockFolder } = await import(${JSON.stringify(module)}); await lockFolder(${JSON.stringify(folder)}); process.kill(process.pid, 'SIGKILL')`
  await once(spawn(process.execPath, ['--input-type=module', '-e', code], { stdio: 'inherit' }), 'exit')
  assert.deepEqual(await readdir(folder), ['server.lock'])
}
