import { setTimeout as wait } from 'node:timers/promises'

/** Over when the time is, or when it is aborted: whoever waits looks at the signal, and need catch nothing. */
export const pause = (ms: number, signal?: AbortSignal): Promise<void> =>
  wait(ms, undefined, signal === undefined ? {} : { signal }).catch(() => {})
