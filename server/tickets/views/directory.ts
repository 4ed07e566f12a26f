import { namesNobody, type NamedContacts, readNamedContacts } from '../../contacts/index.ts'
import type { Bus } from '../../platform/bus.ts'
import type { Database } from '../../platform/db.ts'
import { inTurn } from '../../platform/in-turn.ts'
import type { Actor } from '../../platform/pure/actor.ts'
import type { Field } from '../../platform/pure/conditions/field.ts'
import { definitionsChanged } from '../definitions/events.ts'
import { type AskedView, askedBy, asksForMe } from './compile-view.ts'
import type { ViewGrouping } from './contract.ts'
import { viewChanged } from './events.ts'
import { mayLookAt } from './policy.ts'
import { listViews, type StoredView } from './queries.ts'

export type ViewDirectory = {
  load(): Promise<void>
  find(id: number): StoredView | undefined
  /** The active ones this actor has in his inbox, in their order. */
  visibleTo(actor: Actor): StoredView[]
  /** A view as somebody looks at it, and a key that is the same for all who see the same in it. */
  asked(view: StoredView, actor: Actor): { key: string; asked: AskedView }
  /** Called after views, or fields they ask, have changed. */
  onChange(listener: () => void): void
  /** Called when something views group by has another name: its group may stand elsewhere. */
  onRename(listener: (grouping: ViewGrouping) => void): void
  stop(): void
}

type Parts = {
  db: Database
  bus: Bus
  fields(): Promise<ReadonlyMap<string, Field>>
  onError(error: unknown): void
}
const RENAMES = new Map<unknown, ViewGrouping>([
  ['group.changed', 'groupId'],
  ['user.changed', 'assigneeId'],
  ['channel.changed', 'channelId'],
  ['brand.changed', 'brandId'],
])
const SOURCES: readonly unknown[] = [viewChanged.type, definitionsChanged.type]

/** The views as this node knows them, read again when one changes, or a field they may ask. */
export function createViewDirectory({ db, bus, fields, onError }: Parts): ViewDirectory {
  let views: StoredView[] = []
  let byId = new Map<number, StoredView>()
  let known: ReadonlyMap<string, Field> = new Map()
  let contacts: NamedContacts = namesNobody
  let version = 0
  let tell = () => {}
  let tellRename = (_grouping: ViewGrouping) => {}
  const load = inTurn(async () => {
    const [stored, offered] = await Promise.all([listViews(db), fields()])
    contacts = await readNamedContacts(
      db,
      offered,
      stored.map(({ definition }) => definition.conditions),
    )
    views = stored
    byId = new Map(stored.map((view) => [view.id, view]))
    known = offered
    version += 1
  })
  const stop = bus.subscribe((subject, message) => {
    if (contacts.isMovedBy(message)) load().then(() => tell(), onError)
    if (subject !== 'account' || typeof message !== 'object' || message === null || !('type' in message)) return
    if (SOURCES.includes(message.type)) load().then(() => tell(), onError)
    const renamed = RENAMES.get(message.type)
    if (renamed !== undefined) tellRename(renamed)
  })
  return {
    load,
    find: (id) => byId.get(id),
    visibleTo: (actor) => views.filter((view) => view.active && mayLookAt(actor, view)),
    asked(view, actor) {
      const userId = actor.kind === 'user' ? actor.userId : 0
      const who = asksForMe(view.definition) ? `/${userId}` : ''
      const asked = askedBy(view.definition, known, userId)
      return {
        key: `v${view.id}@${version}${who}`,
        asked: { ...asked, conditions: contacts.now(asked.conditions) },
      }
    },
    onChange: (listener) => void (tell = listener),
    onRename: (listener) => void (tellRename = listener),
    stop,
  }
}
