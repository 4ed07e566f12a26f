import type { TimerHandler } from '../platform/timers/timer.ts'
import type { AskFields } from '../tickets/index.ts'
import { chooseStatus, forceStatus } from './availability/choose-status.ts'
import { saveAgent } from './configuration/save-agent.ts'
import { deleteCapacityRule, saveCapacityRule } from './configuration/save-capacity-rule.ts'
import { deleteQueue, saveQueue, sortQueues } from './configuration/save-queue.ts'
import { endWrapUp } from './availability/end-wrap-up.ts'
import { GONE, giveUpWork } from './availability/give-up-work.ts'
import { saveSettings } from './configuration/save-settings.ts'
import { deleteSkill, saveSkill } from './configuration/save-skill.ts'
import { deleteStatus, saveStatus } from './configuration/save-status.ts'
import type { RoutingDirectory } from './directory.ts'
import { OFFER } from './keep.ts'
import { acceptOffer, declineOffer } from './offers/answer-offer.ts'
import { missOffer } from './offers/miss-offer.ts'
import { queueTicket, setSkills } from './queue-ticket.ts'
import { cancelSimulation, startSimulation } from './simulation/start-simulation.ts'

export { createSupervisors, SUPERVISION, type Supervisors } from './supervision/supervise.ts'
export { type AgentBoard, createAgentBoard } from './live/agent-board.ts'
export { keepLeases, type Leases } from './availability/keep-leases.ts'
export { createRoutingDirectory, type RoutingDirectory } from './directory.ts'
export { events } from './events.ts'
export { followTickets } from './follow-tickets.ts'
export { takeHappenings } from './keep.ts'
export { reactions } from './reactions.ts'
export { routingReads } from './reads.ts'
export { type Router, runRouter } from './router/run-router.ts'
export { tellWaits } from './waits/tell-waits.ts'
export { deleteSimulations } from './simulation/queries.ts'
export { SIMULATION_TASK, simulationTask } from './simulation/run-simulation.ts'
export { settleLoads } from './settle-loads.ts'
export { changeSkills, pinToQueue, setAsEmail } from './queue-ticket.ts'
export { listQueues, listSkillIds, listStatuses } from './queries.ts'
export { listCapacityRules, listSkills } from './configuration/queries.ts'
export { deleteCapacityRule, saveCapacityRule } from './configuration/save-capacity-rule.ts'
export { deleteQueue, saveQueue, sortQueues } from './configuration/save-queue.ts'
export { deleteSkill, saveSkill } from './configuration/save-skill.ts'
export { deleteStatus, saveStatus } from './configuration/save-status.ts'
export { type RoutingScene, readScene } from './for-rules.ts'

export const commands = (directory: RoutingDirectory, fields: AskFields) => [
  acceptOffer,
  declineOffer(directory),
  chooseStatus,
  endWrapUp,
  forceStatus,
  saveSettings,
  saveStatus,
  deleteStatus,
  saveCapacityRule,
  deleteCapacityRule,
  saveSkill,
  deleteSkill,
  saveAgent,
  saveQueue(fields),
  deleteQueue,
  sortQueues,
  queueTicket(directory),
  setSkills(directory),
  startSimulation,
  cancelSimulation,
]
export const timers = (directory: RoutingDirectory): Readonly<Record<string, TimerHandler>> => ({
  [OFFER]: missOffer(directory),
  [GONE]: giveUpWork(directory),
})
