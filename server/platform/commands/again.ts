/**
 * Whatever was done is undone and done anew, without what has just been left out. Unlike a deadlock it is no try of the
 * command's own: however many parts are left out one after the other, it is done in the end.
 */
export class Again extends Error {
  /** A serialization failure, for all who only ask whether it may be repeated. */
  readonly code = '40001'
}

/** More parts than there are is a mistake of ours: then it fails. */
export const MOST_AGAIN = 1_000
