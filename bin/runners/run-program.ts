import { spawn } from 'node:child_process'
import path from 'node:path'

export const root = path.resolve(import.meta.dirname, '../..')

/** Runs a Node program of node_modules on this Node, or any other program; its output is kept, not shown. */
export function runProgram(program: string, args: string[], env: Record<string, string> = {}) {
  const isNode = program.startsWith('node_modules/')
  const [file, all] = isNode ? [process.execPath, [path.join(root, program), ...args]] : [program, args]
  return new Promise<{ ok: boolean; output: string }>((resolve) => {
    const child = spawn(file, all, { cwd: root, env: { ...process.env, ...env }, stdio: ['ignore', 'pipe', 'pipe'] })
    let output = ''
    for (const stream of [child.stdout, child.stderr]) stream.on('data', (chunk) => (output += chunk))
    child.on('error', (error) => resolve({ ok: false, output: error.message }))
    child.on('close', (code) => resolve({ ok: code === 0, output }))
  })
}
