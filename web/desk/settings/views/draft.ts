import type { Condition } from '../../../../server/rules/contract.ts'
import type {
  CustomView,
  ViewDefinition,
  ViewGrouping,
  ViewSharing,
  ViewSorting,
} from '../../../../server/tickets/contract.ts'

export type ViewDraft = {
  title: string
  active: boolean
  sharing: ViewSharing['with']
  groups: number[]
  all: Condition[]
  any: Condition[]
  columns: string[]
  group: ViewGrouping | ''
  by: ViewSorting
  direction: 'asc' | 'desc'
}

const blank: ViewDraft = {
  title: '',
  active: true,
  sharing: 'me',
  groups: [],
  all: [
    { field: 'status', operator: 'less', value: 'solved' },
    { field: 'assigneeId', operator: 'is', value: 'me' },
  ],
  any: [],
  columns: ['subject', 'contact', 'status', 'priority', 'assigneeId', 'activityAt'],
  group: '',
  by: 'activityAt',
  direction: 'desc',
}

export function draftOf(view: CustomView | null): ViewDraft {
  if (view === null) return blank
  const { title, active, sharing, definition } = view
  return {
    title,
    active,
    sharing: sharing.with,
    groups: sharing.with === 'groups' ? sharing.groups : [],
    all: definition.conditions.all,
    any: definition.conditions.any,
    columns: definition.columns,
    group: definition.group ?? '',
    by: definition.sort.by,
    direction: definition.sort.direction,
  }
}

export const definitionOf = ({ all, any, columns, group, by, direction }: ViewDraft): ViewDefinition => ({
  conditions: { all, any },
  columns,
  group: group === '' ? null : group,
  sort: { by, direction },
})

export const sharingOf = ({ sharing, groups }: Pick<ViewDraft, 'sharing' | 'groups'>): ViewSharing =>
  sharing === 'groups' ? { with: sharing, groups } : { with: sharing }
