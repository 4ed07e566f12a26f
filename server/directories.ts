import * as channels from './channels/index.ts'
import * as identity from './identity/index.ts'
import type { Bus } from './platform/bus.ts'
import type { Database } from './platform/db.ts'
import type { Logger } from './platform/log.ts'
import * as routing from './routing/index.ts'
import * as rules from './rules/index.ts'
import * as schedules from './schedules/index.ts'
import * as surveys from './surveys/index.ts'
import * as tickets from './tickets/index.ts'

export type Directories = Awaited<ReturnType<typeof openDirectories>>

/** What is configured, held in memory and kept fresh by the events of the account: no message asks the database for it. */
export async function openDirectories({ db, bus, log }: { db: Database; bus: Bus; log: Logger }) {
  const onError = (what: string) => (error: unknown) => log.warn({ err: error }, `${what} could not be read`)
  const people = identity.createDirectory({ db, bus, onError: onError('the directory') })
  const users = identity.createUserAuthentication({ db, bus })
  const directory = channels.createChannelDirectory(db, bus)
  const hours = schedules.createScheduleDirectory({ db, bus, onError: onError('the schedules') })
  const definitions = tickets.createTicketDirectory(db, bus)
  const asked = surveys.createSurveyDirectory({ db, bus, onError: onError('the surveys') })
  const endpoints = rules.createWebhookDirectory({ db, bus, onError: onError('the webhooks') })

  // Conditions speak of custom fields, statuses and forms: what is made of conditions is read after the definitions.
  const fields: tickets.AskFields = async (tx) => tickets.conditionFields(await definitions.fresh(tx))
  const withFields = (what: string) => ({ db, bus, fields: () => fields(db), onError: onError(what) })
  const triggers = rules.createRuleDirectory(withFields('the rules'))
  const views = tickets.createViewDirectory(withFields('the views'))
  /** The one answer to which hours count [SC9]: those a rule gave the ticket, else its channel's, else the default ones. */
  const hoursOf: schedules.HoursOf = ({ scheduleId, channelId }) =>
    (scheduleId === null ? null : hours.scheduleOf(scheduleId)) ??
    hours.scheduleFor(channelId === null ? null : directory.scheduleOf(channelId))
  const service = tickets.createSlaDirectory({ ...withFields('the service level policies'), hoursOf })
  const routes = routing.createRoutingDirectory(withFields('the queues'))

  await Promise.all([people, directory, hours, definitions, asked, endpoints].map((each) => each.load()))
  await Promise.all([triggers, views, service, routes].map((each) => each.load()))

  const stopped = [directory, triggers, service, asked, endpoints, views, hours, definitions, people, users, routes]
  return {
    people,
    users,
    directory,
    hours,
    definitions,
    asked,
    endpoints,
    fields,
    triggers,
    views,
    service,
    routes,
    failures: rules.createFailures(log),
    hoursOf,
    clocksOfRules: rules.clocksOfTickets(hoursOf),
    stop() {
      for (const each of stopped) each.stop()
    },
  }
}
