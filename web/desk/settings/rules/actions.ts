import type { Action, ActionName, RuleKind } from '../../../../server/rules/contract.ts'

/** Each as it begins when it is chosen; a name that is missing does not compile. */
const fresh: { [Name in ActionName]: Extract<Action, { do: Name }> } = {
  set_status: { do: 'set_status', status: 'pending' },
  set_priority: { do: 'set_priority', priority: 'normal' },
  assign: { do: 'assign', to: 'actor' },
  move: { do: 'move', groupId: null },
  add_tags: { do: 'add_tags', tags: [] },
  remove_tags: { do: 'remove_tags', tags: [] },
  set_tags: { do: 'set_tags', tags: [] },
  add_note: { do: 'add_note', text: '' },
  notify: { do: 'notify', whom: 'assignee', text: '' },
  notify_group: { do: 'notify_group', groupId: 'own', text: '' },
  end_session: { do: 'end_session' },
  set_own_status: { do: 'set_own_status', statusId: 0 },
  set_type: { do: 'set_type', type: 'question' },
  set_subject: { do: 'set_subject', text: '' },
  set_field: { do: 'set_field', fieldId: 0, value: null },
  send_email: { do: 'send_email', to: 'assignee', subject: {}, texts: {} },
  send_survey: { do: 'send_survey', surveyId: 0 },
  call_webhook: { do: 'call_webhook', webhookId: 0 },
  send_message: { do: 'send_message', texts: {} },
  request_email: { do: 'request_email', texts: {} },
  wait: { do: 'wait', seconds: 5 },
  set_style: { do: 'set_style', styleId: 0 },
  set_form: { do: 'set_form', formId: 0 },
  set_schedule: { do: 'set_schedule', scheduleId: null },
  set_brand: { do: 'set_brand', brandId: 0 },
  set_language: { do: 'set_language', locale: 'en' },
  add_follower: { do: 'add_follower', whom: 'actor' },
  block_contact: { do: 'block_contact' },
  set_skills: { do: 'set_skills', skillIds: [], required: false },
  add_skills: { do: 'add_skills', skillIds: [], required: false },
  set_queue: { do: 'set_queue', queueId: 0 },
  set_routing_channel: { do: 'set_routing_channel', to: 'email' },
}
const isName = (name: string): name is ActionName => name in fresh
export const actionNames: ActionName[] = Object.keys(fresh).filter(isName)
/** Only messaging triggers speak to the customer, wait, and block. */
const OF_MESSAGING: readonly ActionName[] = ['send_message', 'request_email', 'wait', 'block_contact']
/** Has a place of its own in the form of macros. */
const OF_MACROS: readonly ActionName[] = ['set_subject']
export const actionsOf = (kind: RuleKind): ActionName[] =>
  actionNames.filter(
    (name) => !OF_MACROS.includes(name) && (!OF_MESSAGING.includes(name) || kind === 'messaging_trigger'),
  )
/** What shows in no field of the ticket. */
export const effects: readonly ActionName[] = [
  'add_note',
  'notify',
  'notify_group',
  'end_session',
  'send_email',
  'send_survey',
  'call_webhook',
  'send_message',
  'request_email',
  'set_style',
  'set_language',
  'block_contact',
  'set_skills',
  'add_skills',
  'set_queue',
  'set_routing_channel',
]
export const freshAction = (name: ActionName): Action => fresh[name]
