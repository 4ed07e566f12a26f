import { Type } from 'typebox'
import type { Tx } from '../../platform/db.ts'
import { type Read, read } from '../../platform/http/read.ts'
import { operatorsOf } from '../../platform/pure/conditions/field.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { Id } from '../../platform/pure/schemas.ts'
import type { SlaFieldView, SlaPolicyVersionView, SlaPolicyView, SlaProgress } from './contract.ts'
import { isOwnField } from './model.ts'
import { mayManageSla, maySeeSla } from './policy.ts'
import { listPolicies, listPolicyVersions, readRecalculation } from './queries.ts'
import type { AskFields } from '../definitions/index.ts'

export const slaReads = (fields: AskFields): Read[] => [
  read(
    '/api/v1/sla-policies',
    { may: maySeeSla, about: 'Service level policies, in the order in which the first that fits applies.' },
    async ({ db }): Promise<SlaPolicyView[]> =>
      (await listPolicies(db)).map(({ updatedAt, ...policy }) => ({ ...policy, updatedAt: updatedAt.toISOString() })),
  ),
  read(
    '/api/v1/sla-policies/progress',
    { may: mayManageSla, about: 'How far open tickets have their targets, after policies or opening hours changed.' },
    async ({ db }): Promise<{ progress: SlaProgress }> => ({ progress: await progressOf(db) }),
  ),
  read(
    '/api/v1/sla-policies/:id/versions',
    { params: Type.Object({ id: Id }), may: mayManageSla, about: 'What a service level policy was, newest first.' },
    async ({ db, params }): Promise<SlaPolicyVersionView[]> => {
      const versions = await listPolicyVersions(db, params.id)
      if (versions.length === 0) throw new Refusal('sla_policy_not_found')
      return versions.map(({ at, ...version }) => ({ ...version, at: at.toISOString() }))
    },
  ),
  read(
    '/api/v1/sla-policies/fields',
    { may: mayManageSla, about: 'What conditions of a service level policy may ask.' },
    async ({ db }): Promise<SlaFieldView[]> =>
      [...(await fields(db)).values()]
        .filter(({ name, readings }) => readings.includes('state') && !isOwnField(name))
        .map((field) => ({
          name: field.name,
          type: field.type,
          of: field.of ?? null,
          options: field.options ?? null,
          operators: operatorsOf(field, 'state'),
          label: field.label ?? null,
        })),
  ),
]

async function progressOf(db: Tx): Promise<SlaProgress> {
  const { wanted, reached, done, of } = await readRecalculation(db)
  return wanted === reached ? null : { done, of }
}
