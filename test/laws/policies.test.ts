// reason: one table of all there is
import assert from 'node:assert/strict'
import { before, test } from 'node:test'
import { channelReads } from '../../server/channels/index.ts'
import { commands } from '../../server/commands.ts'
import { reads as contactReads } from '../../server/contacts/index.ts'
import { type BuiltInRole, builtInRoles, permissions } from '../../server/identity/contract.ts'
import { reads as identityReads } from '../../server/identity/index.ts'
import type { Actor, UserActor } from '../../server/platform/pure/actor.ts'
import { Refusal } from '../../server/platform/pure/refusal.ts'
import { routingReads } from '../../server/routing/index.ts'
import { ruleReads, webhookReads } from '../../server/rules/index.ts'
import { reads as scheduleReads } from '../../server/schedules/index.ts'
import { surveyReads } from '../../server/surveys/index.ts'
import { searchReads, slaReads, ticketReads, viewReads } from '../../server/tickets/index.ts'
import { reads as transferReads } from '../../server/transfer/index.ts'
import { testApp } from '../kit/app.ts'
import { known } from '../kit/known.ts'

// Law 4: every command and every read has a stated answer for each kind of actor and each role (the scope is in
// scope.test.ts). Nobody is refused by all but a stated list.

/** ✓ may try. What a right reaches is asked again for the thing itself: own conversation, scope, rights beyond one's own. */
const table = `
                                        nobody visitor administrator team_lead agent light_agent digital_operations conversation_designer conversation_analyst automation_manager
user.invite                             -      -       ✓             -         -     -           -                  -                     -                    -
user.update                             -      -       ✓             -         -     -           -                  -                     -                    -
user.deactivate                         -      -       ✓             -         -     -           -                  -                     -                    -
user.reactivate                         -      -       ✓             -         -     -           -                  -                     -                    -
user.renew_invitation                   -      -       ✓             -         -     -           -                  -                     -                    -
role.save                               -      -       ✓             -         -     -           -                  -                     -                    -
role.delete                             -      -       ✓             -         -     -           -                  -                     -                    -
group.save                              -      -       ✓             -         -     -           -                  -                     -                    -
group.delete                            -      -       ✓             -         -     -           -                  -                     -                    -
brand.save                              -      -       ✓             -         -     -           ✓                  -                     -                    -
schedule.save                           -      -       ✓             -         -     -           ✓                  -                     -                    -
schedule.delete                         -      -       ✓             -         -     -           ✓                  -                     -                    -
schedule.import_holidays                -      -       ✓             -         -     -           ✓                  -                     -                    -
profile.update                          -      -       ✓             ✓         ✓     ✓           ✓                  ✓                     ✓                    ✓
availability.set                        -      -       ✓             ✓         ✓     ✓           ✓                  ✓                     ✓                    ✓
password.change                         -      -       ✓             ✓         ✓     ✓           ✓                  ✓                     ✓                    ✓
login.revoke                            -      -       ✓             ✓         ✓     ✓           ✓                  ✓                     ✓                    ✓
login.revoke_all                        -      -       ✓             ✓         ✓     ✓           ✓                  ✓                     ✓                    ✓
notification.read                       -      -       ✓             ✓         ✓     ✓           ✓                  ✓                     ✓                    ✓
contact.update                          -      -       ✓             ✓         ✓     -           -                  -                     -                    -
contact.block                           -      -       ✓             ✓         ✓     -           -                  -                     -                    -
contact.unblock                         -      -       ✓             ✓         ✓     -           -                  -                     -                    -
contact.merge                           -      -       ✓             ✓         -     -           -                  -                     -                    -
contact.split                           -      -       ✓             ✓         -     -           -                  -                     -                    -
identity.confirm                        -      -       ✓             ✓         ✓     -           -                  -                     -                    -
organization.save                       -      -       ✓             ✓         ✓     -           -                  -                     -                    -
organization.delete                     -      -       ✓             ✓         ✓     -           -                  -                     -                    -
visitor.details                         -      ✓       -             -         -     -           -                  -                     -                    -
message.send                            -      ✓       -             -         -     -           -                  -                     -                    -
message.redact                          -      -       ✓             ✓         -     -           -                  -                     -                    -
session.end                             -      ✓       ✓             ✓         ✓     -           -                  -                     -                    -
transcript.send                         -      ✓       ✓             ✓         ✓     -           -                  -                     -                    -
conversation.start                      -      ✓       -             -         -     -           -                  -                     -                    -
conversation.set_style                  -      -       ✓             ✓         ✓     -           -                  -                     -                    -
conversation.mark                       -      ✓       ✓             ✓         ✓     ✓           -                  -                     -                    -
draft.save                              -      -       ✓             ✓         ✓     ✓           -                  -                     -                    -
ticket.submit                           -      -       ✓             ✓         ✓     ✓           -                  -                     -                    -
ticket.take                             -      -       ✓             ✓         ✓     -           -                  -                     -                    -
ticket.undo_solve                       -      -       ✓             ✓         ✓     -           -                  -                     -                    -
ticket.fill                             -      ✓       -             -         -     -           -                  -                     -                    -
ticket.bulk_edit                        -      -       ✓             ✓         ✓     -           -                  -                     -                    -
ticket.bulk_undo                        -      -       ✓             ✓         ✓     -           -                  -                     -                    -
ticket.merge                            -      -       ✓             ✓         ✓     -           -                  -                     -                    -
ticket.follow_up                        -      -       ✓             ✓         ✓     -           -                  -                     -                    -
conversation.mark_spam                  -      -       ✓             ✓         ✓     -           -                  -                     -                    -
conversation.delete                     -      -       ✓             ✓         -     -           -                  -                     -                    -
conversation.restore                    -      -       ✓             ✓         ✓     -           -                  -                     -                    -
conversation.purge                      -      -       ✓             ✓         -     -           -                  -                     -                    -
ticket_field.save                       -      -       ✓             -         -     -           ✓                  -                     -                    -
ticket_field.delete                     -      -       ✓             -         -     -           ✓                  -                     -                    -
ticket_field.sort                       -      -       ✓             -         -     -           ✓                  -                     -                    -
ticket_form.save                        -      -       ✓             -         -     -           ✓                  -                     -                    -
ticket_form.delete                      -      -       ✓             -         -     -           ✓                  -                     -                    -
ticket_form.sort                        -      -       ✓             -         -     -           ✓                  -                     -                    -
ticket_status.save                      -      -       ✓             -         -     -           ✓                  -                     -                    -
ticket_status.delete                    -      -       ✓             -         -     -           ✓                  -                     -                    -
ticket_status.sort                      -      -       ✓             -         -     -           ✓                  -                     -                    -
view.save                               -      -       ✓             ✓         ✓     ✓           ✓                  -                     ✓                    -
view.delete                             -      -       ✓             ✓         ✓     ✓           ✓                  -                     ✓                    -
view.order                              -      -       ✓             ✓         ✓     ✓           ✓                  -                     ✓                    -
view.try                                -      -       ✓             ✓         ✓     ✓           ✓                  -                     ✓                    -
channel.save                            -      -       ✓             -         -     -           ✓                  -                     -                    -
channel.add_signing_key                 -      -       ✓             -         -     -           ✓                  -                     -                    -
channel.remove_signing_key              -      -       ✓             -         -     -           ✓                  -                     -                    -
style.save                              -      -       ✓             -         -     -           ✓                  -                     -                    -
style.delete                            -      -       ✓             -         -     -           ✓                  -                     -                    -
style.choose                            -      -       ✓             -         -     -           ✓                  -                     -                    -
recipe.apply                            -      -       ✓             -         -     -           ✓                  -                     -                    -
recipe.undo                             -      -       ✓             -         -     -           ✓                  -                     -                    -
rule.save                               -      -       ✓             ✓         -     -           ✓                  -                     -                    -
rule.restore                            -      -       ✓             ✓         -     -           ✓                  -                     -                    -
rule.delete                             -      -       ✓             ✓         -     -           ✓                  -                     -                    -
rule.order                              -      -       ✓             ✓         -     -           ✓                  -                     -                    -
sla_policy.save                         -      -       ✓             ✓         -     -           ✓                  -                     -                    -
sla_policy.delete                       -      -       ✓             ✓         -     -           ✓                  -                     -                    -
sla_policy.sort                         -      -       ✓             ✓         -     -           ✓                  -                     -                    -
sla_policy.restore                      -      -       ✓             ✓         -     -           ✓                  -                     -                    -
survey.save                             -      -       ✓             ✓         -     -           ✓                  -                     -                    -
survey.delete                           -      -       ✓             ✓         -     -           ✓                  -                     -                    -
survey.sort                             -      -       ✓             ✓         -     -           ✓                  -                     -                    -
survey.rate                             -      ✓       -             -         -     -           -                  -                     -                    -
survey.send                             -      -       ✓             ✓         ✓     -           -                  -                     -                    -
offer.accept                            -      -       ✓             ✓         ✓     -           -                  -                     -                    -
offer.decline                           -      -       ✓             ✓         ✓     -           -                  -                     -                    -
agent_status.choose                     -      -       ✓             ✓         ✓     -           -                  -                     -                    -
wrap_up.end                             -      -       ✓             ✓         ✓     -           -                  -                     -                    -
agent_status.force                      -      -       ✓             ✓         -     -           -                  -                     -                    -
routing.save_settings                   -      -       ✓             ✓         -     -           ✓                  -                     -                    -
agent_status.save                       -      -       ✓             ✓         -     -           ✓                  -                     -                    -
simulation.start                        -      -       ✓             ✓         -     -           ✓                  -                     -                    -
simulation.cancel                       -      -       ✓             ✓         -     -           ✓                  -                     -                    -
agent_status.delete                     -      -       ✓             ✓         -     -           ✓                  -                     -                    -
capacity_rule.save                      -      -       ✓             ✓         -     -           ✓                  -                     -                    -
capacity_rule.delete                    -      -       ✓             ✓         -     -           ✓                  -                     -                    -
skill.save                              -      -       ✓             ✓         -     -           ✓                  -                     -                    -
skill.delete                            -      -       ✓             ✓         -     -           ✓                  -                     -                    -
routing.save_agent                      -      -       ✓             ✓         -     -           ✓                  -                     -                    -
queue.save                              -      -       ✓             ✓         -     -           ✓                  -                     -                    -
queue.delete                            -      -       ✓             ✓         -     -           ✓                  -                     -                    -
queue.sort                              -      -       ✓             ✓         -     -           ✓                  -                     -                    -
ticket.queue                            -      -       ✓             ✓         ✓     -           -                  -                     -                    -
ticket.set_skills                       -      -       ✓             ✓         ✓     -           -                  -                     -                    -
webhook.save                            -      -       ✓             -         -     -           ✓                  -                     -                    -
webhook.renew_secret                    -      -       ✓             -         -     -           ✓                  -                     -                    -
webhook.delete                          -      -       ✓             -         -     -           ✓                  -                     -                    -
webhook.test                            -      -       ✓             -         -     -           ✓                  -                     -                    -
webhook.replay                          -      -       ✓             -         -     -           ✓                  -                     -                    -
mail.test                               -      -       ✓             -         -     -           ✓                  -                     -                    -
mail.renew                              -      -       ✓             -         -     -           ✓                  -                     -                    -
mail.hurry                              -      -       ✓             -         -     -           ✓                  -                     -                    -
GET /mail                               -      -       ✓             -         -     -           ✓                  -                     -                    -
GET /mails                              -      -       ✓             -         -     -           ✓                  -                     -                    -
macro.save                              -      -       ✓             ✓         ✓     ✓           ✓                  -                     -                    -
macro.delete                            -      -       ✓             ✓         ✓     ✓           ✓                  -                     -                    -
saved_reply.save                        -      -       ✓             ✓         ✓     ✓           ✓                  -                     -                    -
saved_reply.delete                      -      -       ✓             ✓         ✓     ✓           ✓                  -                     -                    -
rule.dry_run                            -      -       ✓             ✓         -     -           ✓                  -                     -                    -
setting.import                          -      -       ✓             ✓         -     -           ✓                  -                     -                    -
setting.undo_import                     -      -       ✓             ✓         -     -           ✓                  -                     -                    -
GET /me                                 -      -       ✓             ✓         ✓     ✓           ✓                  ✓                     ✓                    ✓
GET /me/logins                          -      -       ✓             ✓         ✓     ✓           ✓                  ✓                     ✓                    ✓
GET /me/notifications                   -      -       ✓             ✓         ✓     ✓           ✓                  ✓                     ✓                    ✓
GET /users/directory                    -      -       ✓             ✓         ✓     ✓           ✓                  ✓                     ✓                    ✓
GET /users                              -      -       ✓             -         -     -           -                  -                     -                    -
GET /roles                              -      -       ✓             -         -     -           -                  -                     -                    -
GET /groups                             -      -       ✓             ✓         ✓     ✓           ✓                  ✓                     ✓                    ✓
GET /brands                             -      -       ✓             ✓         ✓     ✓           ✓                  ✓                     ✓                    ✓
GET /schedules                          -      -       ✓             ✓         ✓     ✓           ✓                  ✓                     ✓                    ✓
GET /audit                              -      -       ✓             -         -     -           -                  -                     -                    -
GET /contacts                           -      -       ✓             ✓         ✓     ✓           -                  -                     ✓                    -
GET /contacts/:id                       -      -       ✓             ✓         ✓     ✓           -                  -                     ✓                    -
GET /organizations                      -      -       ✓             ✓         ✓     ✓           -                  -                     ✓                    -
GET /organizations/:id                  -      -       ✓             ✓         ✓     ✓           -                  -                     ✓                    -
GET /contacts/:id/conversations         -      -       ✓             ✓         ✓     ✓           -                  -                     ✓                    -
GET /inbox                              -      -       ✓             ✓         ✓     ✓           -                  -                     ✓                    -
GET /inbox/counts                       -      -       ✓             ✓         ✓     ✓           -                  -                     ✓                    -
GET /inbox/find                         -      -       ✓             ✓         ✓     ✓           -                  -                     ✓                    -
GET /views                              -      -       ✓             ✓         ✓     ✓           ✓                  -                     ✓                    -
GET /views/fields                       -      -       ✓             ✓         ✓     ✓           ✓                  -                     ✓                    -
GET /search                             -      -       ✓             ✓         ✓     ✓           -                  -                     ✓                    -
GET /conversations/:id                  -      -       ✓             ✓         ✓     ✓           -                  -                     ✓                    -
GET /conversations/:id/thread           -      -       ✓             ✓         ✓     ✓           -                  -                     ✓                    -
GET /conversations/:id/updates          -      -       ✓             ✓         ✓     ✓           -                  -                     ✓                    -
GET /conversations/:id/links            -      -       ✓             ✓         ✓     ✓           -                  -                     ✓                    -
GET /problem-tickets                    -      -       ✓             ✓         ✓     ✓           -                  -                     ✓                    -
GET /bulk-edits                         -      -       ✓             ✓         ✓     -           -                  -                     -                    -
GET /bulk-edits/:id                     -      -       ✓             ✓         ✓     -           -                  -                     -                    -
GET /hidden-conversations               -      -       ✓             ✓         -     -           -                  -                     -                    -
GET /ticket-definitions                 -      -       ✓             ✓         ✓     ✓           ✓                  ✓                     ✓                    ✓
GET /channels                           -      -       ✓             ✓         ✓     ✓           ✓                  ✓                     ✓                    ✓
GET /style-choice                       -      -       ✓             ✓         ✓     ✓           ✓                  ✓                     ✓                    ✓
GET /recipes                            -      -       ✓             -         -     -           ✓                  -                     -                    -
GET /styles                             -      -       ✓             ✓         ✓     ✓           ✓                  ✓                     ✓                    ✓
GET /webhooks                           -      -       ✓             -         -     -           ✓                  -                     -                    -
GET /webhooks/names                     -      -       ✓             ✓         -     -           ✓                  -                     -                    -
GET /webhooks/:id/deliveries            -      -       ✓             -         -     -           ✓                  -                     -                    -
GET /surveys                            -      -       ✓             ✓         -     -           ✓                  -                     -                    -
GET /surveys/names                      -      -       ✓             ✓         ✓     -           ✓                  -                     -                    -
GET /satisfaction                       -      -       ✓             ✓         ✓     ✓           -                  -                     ✓                    -
GET /conversations/:id/satisfaction     -      -       ✓             ✓         ✓     ✓           -                  -                     ✓                    -
GET /routing/settings                   -      -       ✓             ✓         -     -           ✓                  -                     -                    -
GET /simulations                        -      -       ✓             ✓         -     -           ✓                  -                     -                    -
GET /simulations/:id                    -      -       ✓             ✓         -     -           ✓                  -                     -                    -
GET /queues                             -      -       ✓             ✓         ✓     ✓           ✓                  ✓                     ✓                    ✓
GET /queues/fields                      -      -       ✓             ✓         -     -           ✓                  -                     -                    -
GET /skills                             -      -       ✓             ✓         ✓     ✓           ✓                  ✓                     ✓                    ✓
GET /capacity-rules                     -      -       ✓             ✓         -     -           ✓                  -                     -                    -
GET /agent-statuses                     -      -       ✓             ✓         ✓     ✓           ✓                  ✓                     ✓                    ✓
GET /me/offers                          -      -       ✓             ✓         ✓     -           -                  -                     -                    -
GET /me/work                            -      -       ✓             ✓         ✓     -           -                  -                     -                    -
GET /routing/names                      -      -       ✓             ✓         ✓     ✓           ✓                  ✓                     ✓                    ✓
GET /conversations/:id/routing          -      -       ✓             ✓         ✓     ✓           ✓                  ✓                     ✓                    ✓
GET /conversations/:id/offers           -      -       ✓             ✓         ✓     ✓           ✓                  ✓                     ✓                    ✓
GET /routing/agents/:id/work            -      -       ✓             ✓         -     -           -                  -                     -                    -
GET /routing/channels                   -      -       ✓             ✓         -     -           -                  -                     -                    -
GET /sla-policies                       -      -       ✓             ✓         ✓     ✓           ✓                  ✓                     ✓                    ✓
GET /sla-policies/progress              -      -       ✓             ✓         -     -           ✓                  -                     -                    -
GET /sla-policies/fields                -      -       ✓             ✓         -     -           ✓                  -                     -                    -
GET /sla-policies/:id/versions          -      -       ✓             ✓         -     -           ✓                  -                     -                    -
GET /rules                              -      -       ✓             ✓         -     -           ✓                  -                     -                    -
GET /rules/fields                       -      -       ✓             ✓         -     -           ✓                  -                     -                    -
GET /settings/export                    -      -       ✓             ✓         -     -           ✓                  -                     -                    -
GET /settings/imports                   -      -       ✓             ✓         -     -           ✓                  -                     -                    -
GET /rules/replanning                   -      -       ✓             ✓         -     -           ✓                  -                     -                    -
GET /rules/:id/versions                 -      -       ✓             ✓         -     -           ✓                  -                     -                    -
GET /rules/:id/firings                  -      -       ✓             ✓         -     -           ✓                  -                     -                    -
GET /macros                             -      -       ✓             ✓         ✓     ✓           ✓                  -                     -                    -
GET /macros/:id/preview                 -      -       ✓             ✓         ✓     ✓           -                  -                     -                    -
GET /saved-replies                      -      -       ✓             ✓         ✓     ✓           ✓                  -                     -                    -
GET /saved-replies/:id/filled           -      -       ✓             ✓         ✓     ✓           -                  -                     -                    -
GET /widget/config/:key                 ✓      ✓       ✓             ✓         ✓     ✓           ✓                  ✓                     ✓                    ✓
GET /widget/conversations               -      ✓       -             -         -     -           -                  -                     -                    -
GET /widget/conversations/:id/thread    -      ✓       -             -         -     -           -                  -                     -                    -
GET /widget/conversations/:id/fields    -      ✓       -             -         -     -           -                  -                     -                    -
`
/** All that nobody may do. Sign-in, links, opening a visitor are routes: they make somebody of nobody. */
const forNobody = ['GET /widget/config/:key']

const [heading = '', ...lines] = table.trim().split('\n')
const columns = heading.trim().split(/\s+/)
const stated = new Map(
  lines.map((line): [string, string[]] => {
    const [name = '', ...answers] = line.trim().split(/\s{2,}|(?<=[-✓])\s+/)
    return [name, columns.filter((_, index) => answers[index] === '✓')]
  }),
)

const nothing = known<never>({ around: {} })
const asked = new Map([
  ...commands(nothing).map(({ name, may }): [string, (actor: Actor) => boolean] => [name, may]),
  ...[
    ...identityReads(nothing),
    ...scheduleReads,
    ...contactReads(nothing),
    ...ticketReads(nothing),
    ...viewReads(nothing),
    ...slaReads(nothing),
    ...searchReads(nothing),
    ...channelReads(nothing),
    ...surveyReads,
    ...routingReads(nothing),
    ...webhookReads,
    ...ruleReads(nothing),
    ...transferReads(nothing),
  ].map(({ path, may }): [string, (actor: Actor) => boolean] => [`GET ${path.replace('/api/v1', '')}`, may]),
])

const visitor: Actor = { kind: 'visitor', visitorId: 1, contactId: 1, channelId: 1, signedIn: true, blocked: false }
const users = new Map<string, UserActor>()
const isRole = (word: string): word is BuiltInRole => builtInRoles.some((role) => role === word)

before(async () => {
  const app = await testApp()
  for (const role of builtInRoles) users.set(role, await app.agent(role))
})

test('the table states an answer for everything there is, and for nothing else [law 4]', () => {
  assert.deepEqual([...stated.keys()].toSorted(), [...asked.keys()].toSorted())
  assert.deepEqual(columns.filter(isRole), [...builtInRoles])
})

test('each role gets the stated answers, as the database has its rights [law 4] [S2.30]', () => {
  for (const [name, may] of asked) {
    const yes: string[] = columns.filter((column) => {
      const actor: Actor =
        column === 'nobody' ? { kind: 'nobody' } : column === 'visitor' ? visitor : known<Actor>(users.get(column))
      return may(actor)
    })
    assert.deepEqual(yes, stated.get(name), name)
  }
})

test('nobody is refused by all but a stated list [law 4]', () => {
  const open = [...asked].filter(([, may]) => may({ kind: 'nobody' })).map(([name]) => name)
  assert.deepEqual(open, forNobody)
})

test('a person without any right changes only what is his own; no single right opens what it should not [law 4]', () => {
  const withRights = (...rights: string[]): UserActor => ({
    kind: 'user',
    userId: 1,
    loginId: 1,
    name: 'A',
    permissions: new Set(rights),
    scope: { tickets: 'all', brands: null },
    groups: [],
  })
  const names = (actor: Actor) =>
    [...asked].filter(([name, may]) => !name.startsWith('GET') && may(actor)).map(([name]) => name)
  const own = [
    'profile.update',
    'availability.set',
    'password.change',
    'login.revoke',
    'login.revoke_all',
    'notification.read',
  ]
  assert.deepEqual(names(withRights()), own)
  const kept = ['macro.', 'saved_reply.', 'view.']
  const opens: Record<string, string[]> = {
    'people.manage': ['user.', 'role.', 'group.', 'setting.'],
    'settings.manage': [
      'webhook.',
      'mail.',
      'schedule.',
      'ticket_field.',
      'ticket_form.',
      'ticket_status.',
      'setting.',
    ],
    'channels.manage': ['brand.', 'channel.', 'style.', 'schedule.', 'setting.'],
    'contacts.write': ['contact.update', 'identity.confirm', 'organization.'],
    'contacts.block': ['contact.block', 'contact.unblock'],
    'contacts.merge': ['contact.merge', 'contact.split'],
    'conversations.read': ['view.'],
    'conversations.redact': ['message.redact'],
    'conversations.delete': ['conversation.delete', 'conversation.restore', 'conversation.purge'],
    'conversations.reply': [
      'conversation.mark',
      'draft.save',
      'session.end',
      'ticket.submit',
      'ticket.bulk_',
      'ticket.merge',
      'ticket.follow_up',
      'conversation.set_style',
      'conversation.mark_spam',
      'conversation.restore',
      'transcript.send',
      'survey.send',
      ...kept,
    ],
    'routing.manage': ['simulation.', 'routing.', 'queue.', 'skill.', 'capacity_rule.', 'agent_status.', 'setting.'],
    'agents.supervise': ['simulation.', 'agent_status.force'],
    'conversations.assign': ['ticket.queue', 'ticket.set_skills'],
    assignable: ['offer.', 'agent_status.choose', 'wrap_up.end'],
    'rules.manage': ['rule.', 'sla_policy.', 'survey.', 'setting.', ...kept],
    'conversations.note': ['conversation.mark', 'draft.save', 'ticket.submit', ...kept],
  }
  for (const right of permissions)
    for (const name of names(withRights(right)).filter((each) => !own.includes(each)))
      assert.ok(
        (opens[right] ?? []).some((beginning) => name.startsWith(beginning)),
        `${right} opens ${name}`,
      )
})

test('bots, rules, connectors, keys and the system have no command yet [law 4]', () => {
  const others: Actor[] = [
    { kind: 'bot', botId: 1 },
    { kind: 'rule', ruleId: 1 },
    { kind: 'connector', channelId: 1 },
    { kind: 'api', keyId: 1 },
    { kind: 'system' },
  ]
  for (const actor of others)
    assert.deepEqual(
      [...asked].filter(([, may]) => may(actor)).map(([name]) => name),
      forNobody,
      actor.kind,
    )
})

test('each role of the reference has what it needs and not what it must not have [S2.36] [S2.37] [S2.38] [S2.39]', () => {
  const has = (role: BuiltInRole, right: string) => users.get(role)?.permissions.has(right)
  for (const right of ['channels.manage', 'bots.manage', 'rules.manage'])
    assert.ok(has('digital_operations', right), right)
  for (const right of ['conversations.read', 'contacts.read', 'people.manage'])
    assert.ok(!has('digital_operations', right), right)
  assert.ok(has('conversation_designer', 'bots.manage') && !has('conversation_designer', 'people.manage'))
  for (const right of ['conversations.read', 'conversations.export', 'insights.read'])
    assert.ok(has('conversation_analyst', right), right)
  for (const right of ['conversations.reply', 'conversations.note'])
    assert.ok(!has('conversation_analyst', right), right)
  assert.ok(has('automation_manager', 'bots.review') && !has('automation_manager', 'channels.manage'))
  assert.ok(
    has('light_agent', 'conversations.note') &&
      !has('light_agent', 'conversations.reply') &&
      !has('light_agent', 'assignable'),
  )
})

test('what is refused is a refusal, and changes nothing', async () => {
  const app = await testApp()
  const rows = () =>
    app.db.row({
      name: 'test.counts',
      text: 'select (select count(*) from events) as events, (select count(*) from audit) as audit',
      values: [],
    })
  const before = await rows()
  for (const name of asked.keys()) {
    if (name.startsWith('GET')) continue
    await assert.rejects(
      app.as({ kind: 'nobody' }).run(name, {}),
      (error) => error instanceof Refusal && error.code === 'not_signed_in',
      name,
    )
  }
  assert.deepEqual(await rows(), before)
})
