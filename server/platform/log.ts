import { type Logger, pino } from 'pino'

export type { Logger } from 'pino'

/** Structured logs: ids, never personal data, never tokens. */
export const createLogger = (level: string): Logger =>
  pino({ level, base: null, timestamp: pino.stdTimeFunctions.isoTime, redact: ['token', 'password', 'jwt', 'email'] })
