import type { Bus } from '../platform/bus.ts'
import type { Tx } from '../platform/db.ts'
import { listSurveys, type Survey } from './queries.ts'

export type SurveyDirectory = {
  load(): Promise<void>
  /** In the order in which the first that fits is taken. */
  all(): readonly Survey[]
  find(id: number): Survey | undefined
  stop(): void
}

/** The surveys as this node knows them: asked at each solve and end, read again when one changes. */
export function createSurveyDirectory(parts: { db: Tx; bus: Bus; onError(error: unknown): void }): SurveyDirectory {
  let surveys: readonly Survey[] = []
  let asked = 0
  let known = 0
  const load = async () => {
    const mine = ++asked
    const read = await listSurveys(parts.db)
    // One that was asked earlier may be answered later.
    if (mine < known) return
    known = mine
    surveys = read
  }
  const stop = parts.bus.subscribe((subject, message) => {
    if (subject !== 'account' || typeof message !== 'object' || message === null || !('type' in message)) return
    if (message.type === 'survey.changed') load().catch(parts.onError)
  })
  return { load, all: () => surveys, find: (id) => surveys.find((survey) => survey.id === id), stop }
}
