import { Type } from 'typebox'
import type { Tx } from '../platform/db.ts'
import { type Read, read } from '../platform/http/read.ts'
import { operatorsOf } from '../platform/pure/conditions/field.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import { Id } from '../platform/pure/schemas.ts'
import { planningProgress } from './automations/replan.ts'
import { readings } from './check-definition.ts'
import {
  type FieldView,
  placeholders,
  type RuleFiringView,
  RuleKind,
  type ReplanningView,
  type RuleVersionView,
  type TriggerDefinition,
  type RuleView,
} from './contract.ts'
import { type AskFields, reachOf } from '../tickets/index.ts'
import { macroReads } from './macros/reads.ts'
import { mayManageRules } from './policy.ts'
import { countFirings, findRule, listFirings, listRules, listVersions } from './queries.ts'
import { recipeReads } from './recipes/reads.ts'
import { savedReplyReads } from './saved-replies/reads.ts'

const RECENT_MS = 30 * 86_400_000
const byId = { params: Type.Object({ id: Id }), may: mayManageRules }

export const ruleReads = (fields: AskFields): Read[] => [
  ...macroReads,
  ...recipeReads,
  ...savedReplyReads,
  read(
    '/api/v1/rules/replanning',
    { may: mayManageRules, about: 'How far the open tickets have their next instants, after automations changed.' },
    async ({ db }): Promise<{ replanning: ReplanningView }> => ({ replanning: await planningProgress(db) }),
  ),
  read(
    '/api/v1/rules',
    { query: Type.Object({ kind: RuleKind }), may: mayManageRules, about: 'The rules of one kind, in their order.' },
    async ({ db, now, query }): Promise<RuleView[]> => {
      const rules = await listRules(db, query.kind)
      const counted = await countFirings(
        db,
        rules.map(({ id }) => id),
        new Date(now.getTime() - RECENT_MS),
      )
      const fired = new Map(counted.map((each) => [each.ruleId, each]))
      return rules.map(({ failedAt, failure, updatedAt, ownerId: _own, groupIds: _groups, definition, ...rule }) => ({
        ...rule,
        // As it was checked when it was saved.
        definition: definition as TriggerDefinition,
        updatedAt: updatedAt.toISOString(),
        failure: failedAt === null ? null : { at: failedAt.toISOString(), reason: failure ?? '' },
        fired: {
          times: fired.get(rule.id)?.times ?? 0,
          lastAt: fired.get(rule.id)?.lastAt?.toISOString() ?? null,
        },
      }))
    },
  ),
  read(
    '/api/v1/rules/fields',
    {
      query: Type.Object({ kind: RuleKind }),
      may: mayManageRules,
      about: 'What conditions of this kind of rule may ask, and what texts may name.',
    },
    async ({ db, query }): Promise<{ fields: FieldView[]; placeholders: readonly string[] }> => {
      const reading = readings[query.kind]
      if (reading === undefined) return { fields: [], placeholders }
      const offered = [...(await fields(db)).values()].filter((field) => field.readings.includes(reading))
      return {
        fields: offered.map((field) => ({
          name: field.name,
          type: field.type,
          of: field.of ?? null,
          options: field.options ?? null,
          operators: operatorsOf(field, reading),
          label: field.label ?? null,
        })),
        placeholders,
      }
    },
  ),
  read(
    '/api/v1/rules/:id/versions',
    { ...byId, about: 'What a rule was, newest first.' },
    async ({ db, params }): Promise<RuleVersionView[]> => {
      await requireShared(db, params.id)
      return (await listVersions(db, params.id)).map(({ at, ...version }) => ({ ...version, at: at.toISOString() }))
    },
  ),
  read(
    '/api/v1/rules/:id/firings',
    {
      ...byId,
      query: Type.Object({ before: Type.Optional(Id) }),
      about: 'What a rule did, newest first; on tickets in reach.',
    },
    async ({ db, actor, params, query }): Promise<RuleFiringView[]> => {
      await requireShared(db, params.id)
      const firings = await listFirings(db, params.id, query.before ?? null, 50)
      const reached = await reachOf(
        db,
        actor,
        firings.map(({ conversationId }) => conversationId),
      )
      return firings
        .filter(({ conversationId }) => reached.has(conversationId))
        .map(({ at, ...firing }) => ({ ...firing, at: at.toISOString() }))
    },
  ),
]

/** Somebody's own macros are his. */
async function requireShared(db: Tx, id: number): Promise<void> {
  const rule = await findRule(db, id)
  if (rule === null || rule.ownerId !== null) throw new Refusal('rule_not_found')
}
