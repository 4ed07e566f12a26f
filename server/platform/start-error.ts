/** A reason not to start that the operator can act on. Its message is one line, shown as it is; the exit code is 1. */
export class StartError extends Error {
  override name = 'StartError'
}
