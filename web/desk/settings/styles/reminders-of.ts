import type { StyleView } from '../../../../server/channels/contract.ts'

/** What customers read by themselves in it. */
export const remindersOf = ({ inactivity }: StyleView) => (inactivity?.steps ?? []).map(({ text }) => text)
