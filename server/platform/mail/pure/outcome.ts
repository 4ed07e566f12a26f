import { storable } from '../../pure/storable.ts'
import type { Outcome, Problem } from './mail.ts'

/** What a failed attempt left: codes of nodemailer, the command under way, the server's answer if there was one. */
export type Failure = {
  code?: string | undefined
  command?: string | undefined
  responseCode?: number | undefined
  response?: string | undefined
  message: string
}

/** Only these say something about this one mail; a 5xx to a greeting or a login is about the server or its settings. */
const ABOUT_THE_MAIL = /^(MAIL FROM|RCPT TO|DATA)/

/**
 * Permanent or not [MA2]: the server's 5xx to the envelope or the content is final; 4xx, a broken line and wrong settings
 * are tried again. Once all of it was handed over, a line that breaks before the answer is neither: it may have arrived, and
 * sending again could be the second time [MA3].
 */
export function judge(failure: Failure, handed: boolean): Outcome {
  const answer = storable(failure.response ?? failure.message).slice(0, 500)
  const status = failure.responseCode ?? 0
  if (handed && status === 0) return { kind: 'failed', problem: 'uncertain', answer }
  const isAboutIt = ABOUT_THE_MAIL.test(failure.command ?? '')
  if (isAboutIt && status >= 500 && status !== 503) return { kind: 'failed', problem: 'refused', answer }
  if (isAboutIt && status >= 400) return { kind: 'retry', problem: 'postponed', answer }
  return { kind: 'retry', problem: problemOf(failure), answer }
}

function problemOf({ code }: Failure): Problem {
  if (code === 'EAUTH' || code === 'ENOAUTH' || code === 'EOAUTH2') return 'credentials'
  if (code === 'ETLS' || code === 'EREQUIRETLS') return 'tls'
  return 'unreachable'
}

/** Nothing else could be sent now either. */
export const isGeneral = ({ problem }: { problem: Problem }): boolean =>
  problem === 'unreachable' || problem === 'credentials' || problem === 'tls'
