import { Type } from 'typebox'
import { type Read, read } from '../../platform/http/read.ts'
import type { Actor } from '../../platform/pure/actor.ts'
import { operatorsOf } from '../../platform/pure/conditions/field.ts'
import type { CustomView, ViewField, ViewSharing } from './contract.ts'
import { mayKeep, mayLookAt, mayTryKeepViews } from './policy.ts'
import { listViews, type StoredView } from './queries.ts'
import type { AskFields } from '../definitions/index.ts'

export const viewReads = (fields: AskFields): Read[] => [
  read(
    '/api/v1/views',
    {
      query: Type.Object({ for: Type.Optional(Type.Enum(['inbox', 'settings'])) }),
      may: mayTryKeepViews,
      about: 'Custom views: those to look at (active ones), or those one may keep.',
    },
    async ({ db, actor, query }): Promise<CustomView[]> => {
      const isAsked = (view: StoredView, who: Actor) =>
        query.for === 'settings' ? mayKeep(who, view) : view.active && mayLookAt(who, view)
      return (await listViews(db)).filter((view) => isAsked(view, actor)).map(shown)
    },
  ),
  read(
    '/api/v1/views/fields',
    { may: mayTryKeepViews, about: 'What conditions of views may ask.' },
    async ({ db }): Promise<{ fields: ViewField[] }> => ({
      fields: [...(await fields(db)).values()]
        .filter(({ readings }) => readings.includes('state'))
        .map((field) => ({
          name: field.name,
          type: field.type,
          of: field.of ?? null,
          options: field.options ?? null,
          operators: operatorsOf(field, 'state'),
          label: field.label ?? null,
        })),
    }),
  ),
]

const shown = ({ id, title, active, definition, version, updatedAt, updatedBy, ...whose }: StoredView): CustomView => ({
  id,
  title,
  active,
  sharing: sharingOf(whose),
  definition,
  version,
  updatedAt: updatedAt.toISOString(),
  updatedBy,
})

function sharingOf({ ownerId, groupIds }: Pick<StoredView, 'ownerId' | 'groupIds'>): ViewSharing {
  if (ownerId !== null) return { with: 'me' }
  return groupIds.length === 0 ? { with: 'everybody' } : { with: 'groups', groups: groupIds }
}
