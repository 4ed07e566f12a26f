import { type Context, scratch } from '../platform/commands/context.ts'
import type { StoredContent } from './queries-messages.ts'

const KEY = Symbol('redacted words')
const wordsIn = (ctx: Context): Map<string, StoredContent> => scratch(ctx, KEY, () => new Map<string, StoredContent>())

export const noteRedacted = (ctx: Context, messageId: string, content: StoredContent): unknown =>
  wordsIn(ctx).set(messageId, content)

/** What a message said before this transaction emptied it: for whoever may quote it. Never stored, never told. */
export const redactedWords = (ctx: Context, messageId: string): StoredContent | null =>
  wordsIn(ctx).get(messageId) ?? null
