import { StartError } from '../../server/platform/start-error.ts'

/** Runs a command's work; what the operator can act on is one line without a stack. */
export async function runCommand(work: () => Promise<void>) {
  try {
    await work()
  } catch (error) {
    if (error instanceof StartError) console.error(error.message)
    else console.error(error)
    process.exitCode = 1
  }
}
