import type { Action, ActionName } from '../contract.ts'
import type { Ticket } from '../../tickets/index.ts'
import type { ActionKind, Named, Scene } from './action.ts'
import { addNote } from './add-note.ts'
import { assign, move } from './assign.ts'
import { blockContact } from './block-contact.ts'
import { callWebhook } from './call-webhook.ts'
import { endSession } from './end-session.ts'
import { notify, notifyGroup } from './notify.ts'
import { addSkills, setQueue, setRoutingChannel, setSkills } from './route.ts'
import { requestEmail } from './request-email.ts'
import { sendEmail } from './send-email.ts'
import { sendMessage } from './send-message.ts'
import { sendSurvey } from './send-survey.ts'
import { addFollower, setField, setForm, setOwnStatus, setSubject, setType } from './set-data.ts'
import { setLanguage } from './set-language.ts'
import { setBrand, setSchedule } from './set-place.ts'
import { setPriority } from './set-priority.ts'
import { setStyle } from './set-style.ts'
import { setStatus } from './set-status.ts'
import { wait } from './wait.ts'
import { addTags, removeTags, setTags } from './tags.ts'

/** Everything rules can do; a name without a kind does not compile. */
const kinds: { [Name in ActionName]: ActionKind<Name> } = {
  set_status: setStatus,
  set_own_status: setOwnStatus,
  set_type: setType,
  set_subject: setSubject,
  set_field: setField,
  set_priority: setPriority,
  assign,
  move,
  add_tags: addTags,
  remove_tags: removeTags,
  set_tags: setTags,
  add_note: addNote,
  notify,
  notify_group: notifyGroup,
  end_session: endSession,
  send_message: sendMessage,
  request_email: requestEmail,
  send_email: sendEmail,
  send_survey: sendSurvey,
  call_webhook: callWebhook,
  set_style: setStyle,
  set_form: setForm,
  set_schedule: setSchedule,
  set_brand: setBrand,
  set_language: setLanguage,
  add_follower: addFollower,
  block_contact: blockContact,
  set_skills: setSkills,
  add_skills: addSkills,
  set_queue: setQueue,
  set_routing_channel: setRoutingChannel,
  wait,
}

/** A kind as one that takes any action: its name has said which it is. */
export type AnyKind = {
  named?(action: Action): Named
  afterClosing?: true
  change?(ticket: Ticket, action: Action, scene: Scene): Ticket | Promise<Ticket>
  effect?(ticket: Ticket, action: Action, scene: Scene): Promise<string | null>
}
export const kindOf = (action: Action): AnyKind => kinds[action.do] as unknown as AnyKind
export type { ActionKind, Scene } from './action.ts'
