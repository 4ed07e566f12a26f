/** The only place that reads the time: commands are given `now`. */
export const clock = { now: (): Date => new Date() }
