/** Resolves when the process is asked to stop. A second request, two seconds later or more, ends it at once. */
export function waitForStop(): Promise<void> {
  return new Promise((resolve) => {
    let asked = 0
    const stop = () => {
      // Ctrl-C in a terminal reaches us twice: from the terminal, and passed on by our launcher.
      if (asked > 0 && performance.now() - asked > 2_000) process.exit(1)
      asked ||= performance.now()
      resolve()
    }
    for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP']) process.on(signal, stop)
    stopWithLauncher(stop)
  })
}

/** When the launcher is killed nobody is left to pass Ctrl-C on: a server without one would run for ever. */
function stopWithLauncher(stop: () => void) {
  if (process.env.CAUSERIE_LAUNCHER === undefined) return
  const launcher = process.ppid
  const timer = setInterval(() => {
    if (process.ppid !== launcher) stop()
  }, 1_000)
  timer.unref()
}
