import type { MessageView } from '../../contract.ts'

/** Events of the log keep what was written when they happened: what is read from them is looked at first. */
export const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === 'object' && value !== null

export const isMessage = (value: unknown): value is MessageView =>
  isRecord(value) && typeof value.id === 'string' && typeof value.text === 'string'

export const isTexts = (value: unknown): value is string[] =>
  Array.isArray(value) && value.every((each) => typeof each === 'string')
