/** Why a mail goes out; each has its own texts and its owner. */
export const mailKinds = [
  'test',
  'invitation',
  'password',
  'reply',
  'transcript',
  'unread',
  'notification',
  'survey',
  'rule',
] as const
export type MailKind = (typeof mailKinds)[number]

export type Address = { name: string | null; address: string }
/** `id`: a file of ours; it is read when the mail goes. */
export type Attachment = { id: string; name: string; type: string }

/** A mail as a command owes it: written, in the reader's language, as text and as HTML that says the same. */
export type Mail = {
  kind: MailKind
  to: Address
  /** What stands before the sender's address: the brand's name. */
  fromName: string | null
  subject: string
  text: string
  html: string
  replyTo?: string
  /** Message-IDs of the mails before it in the same thread, oldest first. */
  references?: readonly string[]
  /** Nobody pressed a button for it. */
  isAutomatic: boolean
  attachments?: readonly Attachment[]
  conversationId?: number
  /** The message it carries. */
  messageId?: string
  userId?: number
}

/**
 * `unreachable`, `tls`, `credentials`: nothing can be sent now, whatever it is. `postponed`: the server said to come again.
 * `refused`: it will never take this one. `uncertain`: the line ended between handing over and the answer. `late`: tried
 * for two days.
 */
export type Problem = 'unreachable' | 'tls' | 'credentials' | 'postponed' | 'refused' | 'uncertain' | 'late'

/** What one attempt came to. */
export type Outcome =
  | { kind: 'sent'; answer: string }
  | { kind: 'retry'; problem: Problem; answer: string }
  | { kind: 'failed'; problem: Problem; answer: string }
