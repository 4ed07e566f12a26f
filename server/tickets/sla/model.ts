import { metrics, slaPriorities } from '../pure/sla-metrics.ts'
import type { Targets } from './contract.ts'

/** What routing makes of a ticket once its service level is known. */
const DECIDED_AFTER: readonly string[] = ['queueId', 'routing']
/** A policy that asked for its own answer, or for what is decided by it, would never come to rest. */
export const isOwnField = (name: string): boolean => name.startsWith('sla') || DECIDED_AFTER.includes(name)

export const promisesNothing = (targets: Targets): boolean =>
  slaPriorities.every((priority) => metrics.every((metric) => targets[priority][metric] === null))
