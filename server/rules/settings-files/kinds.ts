import { listStyles, saveStyle } from '../../channels/index.ts'
import type { SingleCommand } from '../../platform/commands/command.ts'
import type { Tx } from '../../platform/db.ts'
import type { Actor } from '../../platform/pure/actor.ts'
import { listSchedules, saveSchedule } from '../../schedules/index.ts'
import { listSurveys, saveSurvey } from '../../surveys/index.ts'
import {
  type AskFields,
  listPolicies,
  listViews,
  readDefinitions,
  saveField,
  saveForm,
  savePolicy,
  saveStatus,
  saveView,
} from '../../tickets/index.ts'
import { mayManageRules } from '../policy.ts'
import { type Swap, swapReferences } from '../pure/references.ts'
import { listReplies } from '../saved-replies/queries.ts'
import { saveReply } from '../saved-replies/save-reply.ts'
import type { SettingsKind } from './contract.ts'

export type Item = Readonly<Record<string, unknown>>
type OfField = (name: string) => string | undefined

/** One kind of settings: as its own command takes them, and where in them something has another id elsewhere. */
export type Transferable = {
  may(actor: Actor): boolean
  save: SingleCommand
  /** In their order, without ids and versions; what is somebody's own is left out. */
  list(tx: Tx): Promise<Item[]>
  swap(item: Item, swap: Swap, ofField: OfField): Item
}

const NOBODY = 0

export function kindsOf(fields: AskFields): Readonly<Record<SettingsKind, Transferable>> {
  return {
    sla_policy: {
      ...made(savePolicy(fields)),
      list: async (tx) =>
        (await listPolicies(tx)).map(({ name, active, conditions, scheduleId, targets }) => ({
          name,
          active,
          conditions,
          scheduleId,
          targets,
        })),
      swap: ({ scheduleId, ...item }, swap, ofField) => ({
        ...inConditions(item, swap, ofField),
        scheduleId: (scheduleId ?? null) === null ? null : swap('schedule', scheduleId, 'scheduleId'),
      }),
    },
    view: {
      ...made(saveView(fields)),
      may: mayManageRules,
      list: async (tx) =>
        (await listViews(tx))
          .filter(({ ownerId }) => ownerId === null)
          .map(({ title, active, groupIds, definition }) => ({
            title,
            active,
            sharing: groupIds.length === 0 ? { with: 'everybody' } : { with: 'groups', groups: groupIds },
            definition,
          })),
      swap: inView,
    },
    saved_reply: {
      ...made(saveReply),
      may: mayManageRules,
      list: async (tx) =>
        (await listReplies(tx, NOBODY)).map(({ shortcut, texts, active }) => ({
          shortcut,
          texts,
          active,
          shared: true,
        })),
    },
    survey: {
      ...made(saveSurvey),
      list: async (tx) => (await listSurveys(tx)).map(({ name, active, definition }) => ({ name, active, definition })),
      swap: ({ definition, ...item }, swap) => ({
        ...item,
        definition: isItem(definition)
          ? {
              ...definition,
              channels: eachOf(definition.channels, (each, n) => swap('channel', each, `definition.channels.${n}`)),
              brands: eachOf(definition.brands, (each, n) => swap('brand', each, `definition.brands.${n}`)),
            }
          : definition,
      }),
    },
    style: {
      ...made(saveStyle),
      list: async (tx) =>
        (await listStyles(tx)).map(({ id: _id, builtIn: _builtIn, channels: _channels, ...style }) => style),
    },
    schedule: {
      ...made(saveSchedule),
      list: async (tx) => (await listSchedules(tx)).map(withoutId),
    },
    ticket_field: {
      ...made(saveField),
      list: async (tx) => (await readDefinitions(tx)).fields.map(withoutId),
    },
    ticket_form: {
      ...made(saveForm),
      // Which brands begin with it is decided where it is made: another form there may have them.
      list: async (tx) => (await readDefinitions(tx)).forms.map((form) => ({ ...withoutId(form), brandIds: [] })),
      swap: inForm,
    },
    ticket_status: {
      ...made(saveStatus),
      list: async (tx) => (await readDefinitions(tx)).statuses.map(withoutId),
    },
  }
}

/** Whoever may make them may take them along; nothing in them has another id elsewhere. */
const made = (save: SingleCommand): Pick<Transferable, 'may' | 'save' | 'swap'> => ({
  save,
  may: save.may,
  swap: (item) => item,
})

const inConditions = (item: unknown, swap: Swap, ofField: OfField): Item => {
  const swapped = swapReferences(item, ofField, swap)
  return isItem(swapped) ? swapped : {}
}

const inView: Transferable['swap'] = ({ definition, sharing, ...item }, swap, ofField) => ({
  ...item,
  sharing: isItem(sharing)
    ? { ...sharing, ...(sharing.groups !== undefined && { groups: eachOf(sharing.groups, groupIn(swap)) }) }
    : sharing,
  definition: isItem(definition)
    ? {
        ...inConditions(definition, (of, value, place) => swap(of, value, `definition.${place}`), ofField),
        columns: eachOf(definition.columns, (column, n) =>
          isItem(column) || String(column).startsWith('fields.')
            ? swap('field', column, `definition.columns.${n}`)
            : column,
        ),
      }
    : definition,
})
const groupIn = (swap: Swap) => (group: unknown, n: number) => swap('group', group, `sharing.groups.${n}`)

const inForm: Transferable['swap'] = ({ fieldIds, conditions, ...item }, swap) => ({
  ...item,
  fieldIds: eachOf(fieldIds, (each, n) => swap('own_field', each, `fieldIds.${n}`)),
  conditions: eachOf(conditions, (each, n) =>
    isItem(each)
      ? {
          ...each,
          parent: swap('own_field', each.parent, `conditions.${n}.parent`),
          child: swap('own_field', each.child, `conditions.${n}.child`),
        }
      : each,
  ),
})

const isItem = (value: unknown): value is Item => typeof value === 'object' && value !== null && !Array.isArray(value)
const eachOf = (list: unknown, swap: (each: unknown, n: number) => unknown): unknown =>
  Array.isArray(list) ? list.map(swap) : list
const withoutId = <T extends { id: number }>({ id: _id, ...item }: T): Omit<T, 'id'> => item

/** What it is called, in the words of a list. */
export function nameOf(item: Item): string {
  const name = item.name ?? item.title ?? item.label ?? item.shortcut
  if (!isItem(name)) return typeof name === 'string' ? name.trim() : ''
  const said = name.en ?? Object.values(name)[0]
  return typeof said === 'string' ? said.trim() : ''
}
