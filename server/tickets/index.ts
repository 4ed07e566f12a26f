import { SILENCE, UNANSWERED } from '../conversations/index.ts'
import type { Post } from '../platform/mail/post.ts'
import type { TimerHandler } from '../platform/timers/timer.ts'
import { bulkCommands } from './bulk/index.ts'
import { viewCommands } from './views/index.ts'
import { type AskFields, definitionCommands } from './definitions/index.ts'
import { fillFields } from './contact-fields/fill-fields.ts'
import { actOnSilence } from './act-on-silence.ts'
import { hidingCommands } from './hiding/index.ts'
import { closeOnTime, wakeOnTime } from './close-ticket.ts'
import { restUnanswered } from './rest-unanswered.ts'
import { mergeTickets } from './links/merge-tickets.ts'
import { sendTranscript } from './send-transcript.ts'
import { BREACH, missOnTime, type SlaDirectory, slaCommands } from './sla/index.ts'
import { submitTicket } from './submit-ticket.ts'
import { takeTicket } from './take-ticket.ts'
import { undoSolve } from './undo-solve.ts'

export {
  deleteField,
  deleteForm,
  deleteStatus,
  readDefinitions,
  saveField,
  saveForm,
  saveStatus,
} from './definitions/index.ts'
export { carryOver } from './links/carry-over.ts'
export { FollowUp } from './links/contract.ts'
export { type AskFields, createTicketDirectory, directoryEntry, type TicketDirectory } from './definitions/index.ts'
export { bulkTasks, deleteBulkEdits } from './bulk/index.ts'
export { events } from './events.ts'
export { tellsContacts } from './contact-fields/model.ts'
export { ticketFacts } from './facts.ts'
export { followOthers } from './follow-others.ts'
export { historyRoutes } from './history/routes.ts'
export { createLiveCounts, type LiveCounts } from './live-counts.ts'
export { createLiveLists, type LiveLists } from './live-lists.ts'
export { conditionFields, fieldsByName, stateReading, ticketFields, updateReading } from './fields.ts'
export { assign, changesBetween, close, setFields, setStatus, type Ticket, ticketView } from './model.ts'
export { listAssignees, listStanding, listTickets } from './queries.ts'
export { reactions, warmers } from './reactions.ts'
export { joinConversation, reachOf, requireConversation, type TicketReadParts, ticketReads } from './reads.ts'
export { inScope, mayReadConversations, scopeSql } from './scope.ts'
export { misfitOf } from './misfit-of.ts'
export { changeData, chosenStatus } from './change-data.ts'
export { chooseStatus } from './model.ts'
export { setSatisfaction } from './set-satisfaction.ts'
export { indexLog } from './search/index-log.ts'
export { hasTrigrams } from './search/queries.ts'
export { searchReads } from './search/reads.ts'
export { type InboxChange, settleTickets } from './settle-tickets.ts'
export {
  createSlaDirectory,
  createSlaRecalculation,
  deletePolicy,
  listPolicies,
  measureSla,
  savePolicy,
  type SlaDirectory,
  slaReactions,
  slaReads,
} from './sla/index.ts'
export type { RuleMark, Update } from './update.ts'
export {
  createViewCounts,
  createViewDirectory,
  deleteView,
  listViews,
  saveView,
  type ViewCounts,
  viewReads,
} from './views/index.ts'
export type { StoredInboxRow } from './inbox-row.ts'
export {
  amendUpdate,
  changedRows,
  clockFacts,
  definitionsOf,
  keepUpdate,
  loadWork,
  ownUpdate,
  putFact,
  putRow,
  putUpdate,
  rowOf,
  ruleUpdate,
  takeMadeWithMacros,
  takeUpdates,
  ticketOf,
  withStatusId,
} from './work.ts'

export const commands = (post: Post, fields: AskFields) => [
  submitTicket(post),
  sendTranscript(post),
  takeTicket,
  undoSolve,
  fillFields,
  ...bulkCommands,
  ...hidingCommands,
  mergeTickets,
  ...definitionCommands,
  ...viewCommands(fields),
  ...slaCommands(fields),
]
export const timers: Readonly<Record<string, TimerHandler>> = {
  'ticket.close': closeOnTime,
  'ticket.wake': wakeOnTime,
  [SILENCE]: actOnSilence,
  [UNANSWERED]: restUnanswered,
}

export const slaTimers = (directory: SlaDirectory): Readonly<Record<string, TimerHandler>> => ({
  [BREACH]: missOnTime(directory),
})
