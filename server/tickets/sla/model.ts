import { metrics, slaPriorities } from '../pure/sla-metrics.ts'
import type { Targets } from './contract.ts'

/** Fields of the service level itself: a policy that asked them would ask for its own answer. */
export const isOwnField = (name: string): boolean => name.startsWith('sla')

export const promisesNothing = (targets: Targets): boolean =>
  slaPriorities.every((priority) => metrics.every((metric) => targets[priority][metric] === null))
