import { type ChildProcess, fork } from 'node:child_process'
import { setPriority } from 'node:os'
import { Refusal } from '../../../platform/pure/refusal.ts'
import { oneAtATime } from '../one-at-a-time.ts'
import type { Picture } from './write-picture.ts'

/** A file to look at, and where to write it anew if it is a picture. */
export type Task = { file: string; place: { file: string; thumbnail: string } }
export type Examined = { type: string; picture: Picture | null }
export type Answer = Examined | { refused: string; details?: Record<string, unknown> | undefined } | { failed: string }

export type Examiner = { examine(task: Task): Promise<Examined>; stop(): void }

const MOST_WAITING = 50
const LONGEST_MS = 90_000
const IDLE_MS = 30_000
/** Messages go first. */
const NICE = 10

/**
 * Finds out what files are, and writes pictures anew, in a process of its own that is there only while it is needed
 * [FI10]. One file at a time; refuses when too many wait.
 */
export function createExaminer(idleMs = IDLE_MS): Examiner {
  const queue = oneAtATime(MOST_WAITING)
  let child: ChildProcess | undefined
  let idle: NodeJS.Timeout | undefined
  const stop = () => {
    clearTimeout(idle)
    if (child?.connected === true) child.disconnect()
    child = undefined
  }

  return {
    stop,
    examine: (task) =>
      queue(async () => {
        clearTimeout(idle)
        if (child?.connected !== true) child = start()
        try {
          return examined(await ask(child, task))
        } finally {
          idle = setTimeout(stop, idleMs).unref()
        }
      }),
  }
}

function start(): ChildProcess {
  const child = fork(new URL('./examiner.ts', import.meta.url), {
    // Nothing of the server's environment, which holds secrets.
    env: { UV_THREADPOOL_SIZE: '2', MALLOC_ARENA_MAX: '2' },
    execArgv: ['--max-old-space-size=128'],
    stdio: ['ignore', 'ignore', 'inherit', 'ipc'],
  })
  // Neither the process nor its channel keeps the server alive.
  child.unref()
  child.channel?.unref()
  if (child.pid !== undefined) setPriority(child.pid, NICE)
  return child
}

/** The answer to one task. A file that kills the examiner, or keeps it busy too long, is a damaged one. */
function ask(child: ChildProcess, task: Task): Promise<Answer> {
  return new Promise((resolve) => {
    const settle = (answer: Answer) => {
      clearTimeout(timeout)
      child.off('message', settle)
      child.off('exit', died)
      child.off('error', died)
      resolve(answer)
    }
    const died = () => settle({ refused: 'file_type_refused', details: { reason: 'damaged' } })
    const timeout = setTimeout(() => child.kill('SIGKILL'), LONGEST_MS)
    child.on('message', settle)
    child.once('exit', died)
    child.once('error', died)
    child.send(task, (error) => {
      if (error !== null) died()
    })
  })
}

function examined(answer: Answer): Examined {
  if ('type' in answer) return answer
  if ('refused' in answer) throw new Refusal(answer.refused, answer.details)
  throw new Error(`a file could not be examined: ${answer.failed}`)
}
