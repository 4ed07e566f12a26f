import sql, { join, type Sql } from 'sql-template-tag'
import type { Condition, Conditions } from '../pure/conditions/condition.ts'
import { type Field, takesPattern } from '../pure/conditions/field.ts'
import { foldWords } from '../pure/conditions/fold.ts'

/**
 * Where a reading finds its facts. Expressions have the type of their field: text, bigint (ids), numeric, boolean,
 * text[] (sets), timestamptz (since and until).
 */
export type SqlReading = {
  /** Null: what SQL cannot know. */
  value(field: Field): Sql | null
  /** Updates only. */
  changed?(field: Field): Sql
  before?(field: Field): Sql
  now?: Date
}

/**
 * Conditions read as SQL; the twin of `compile` (law 7). What SQL cannot ask (regular expressions, hours of a schedule, what
 * its reading does not know) it lets pass: unless `isExact` it finds candidates, all that hold and perhaps more, and whoever
 * asks sieves them by the predicate [CO5].
 */
export function conditionsSql(conditions: Conditions, fields: ReadonlyMap<string, Field>, reading: SqlReading): Sql {
  const all = conditions.all.map((condition) => oneSql(condition, fields, reading))
  const any = conditions.any.map((condition) => oneSql(condition, fields, reading))
  return join([sql`true`, ...all, ...(any.length === 0 ? [] : [sql`(${join(any, ' or ')})`])], ' and ')
}

/** Whether SQL finds just what the predicate does. */
export const isExact = ({ all, any }: Conditions, fields: ReadonlyMap<string, Field>, reading: SqlReading): boolean =>
  [...all, ...any].every((condition) => {
    const field = fields.get(condition.field)
    return field === undefined || (!isBeyondSql(condition) && reading.value(field) !== null)
  })

const isBeyondSql = ({ operator, business }: Condition): boolean => takesPattern(operator) || business === true

function oneSql(condition: Condition, fields: ReadonlyMap<string, Field>, reading: SqlReading): Sql {
  const field = fields.get(condition.field)
  if (field === undefined) return sql`false`
  const { operator, value } = condition
  const at = reading.value(field)
  if (at === null) return sql`true`
  switch (operator) {
    case 'changed':
      return reading.changed?.(field) ?? sql`false`
    case 'not_changed':
      return sql`not ${reading.changed?.(field) ?? sql`false`}`
    case 'changed_to':
      return changedSql(field, reading, at, value)
    case 'not_changed_to':
      return sql`not ${changedSql(field, reading, at, value)}`
    case 'changed_from':
      return changedSql(field, reading, reading.before?.(field) ?? sql`null`, value)
    case 'not_changed_from':
      return sql`not ${changedSql(field, reading, reading.before?.(field) ?? sql`null`, value)}`
    default:
      if (field.type === 'since' || field.type === 'until') return clockSql(field, condition, at, reading.now)
      return valueSql(field, operator, at, value)
  }
}

function changedSql(field: Field, reading: SqlReading, at: Sql, value: Condition['value']): Sql {
  return sql`(${reading.changed?.(field) ?? sql`false`} and ${isSql(field, at, value)})`
}

function valueSql(field: Field, operator: Condition['operator'], at: Sql, value: Condition['value']): Sql {
  switch (operator) {
    case 'present':
      return sql`not ${nothingSql(field, at)}`
    case 'absent':
      return nothingSql(field, at)
    case 'is':
      return isSql(field, at, value)
    case 'is_not':
      return sql`not ${isSql(field, at, value)}`
    case 'one_of':
      return oneOfSql(field, at, listOf(value))
    case 'none_of':
      return sql`not ${oneOfSql(field, at, listOf(value))}`
    case 'less':
      return compareSql(field, at, sql`<`, value)
    case 'greater':
      return compareSql(field, at, sql`>`, value)
    case 'at_most':
      return compareSql(field, at, sql`<=`, value)
    case 'at_least':
      return compareSql(field, at, sql`>=`, value)
    case 'contains_any':
      return containsSql(field, at, listOf(value), ' or ')
    case 'contains_all':
      return containsSql(field, at, listOf(value), ' and ')
    case 'contains_none':
      return sql`not ${containsSql(field, at, listOf(value), ' or ')}`
    case 'matches':
      return sql`not ${nothingSql(field, at)}`
    case 'not_matches':
      return sql`true`
    default:
      return sql`false`
  }
}

const listOf = (value: Condition['value']): unknown[] => (Array.isArray(value) ? value : [value])
const isEmpty = (value: unknown): boolean => value === null || value === undefined || value === ''

function nothingSql(field: Field, at: Sql): Sql {
  if (field.type === 'set') return sql`coalesce(cardinality(${at}), 0) = 0`
  if (field.type === 'text' || field.type === 'choice') return sql`coalesce(${at}, '') = ''`
  return sql`(${at} is null)`
}

function isSql(field: Field, at: Sql, value: unknown): Sql {
  if (isEmpty(value)) return nothingSql(field, at)
  switch (field.type) {
    case 'flag':
      return sql`(coalesce(${at}, false) = ${value === true})`
    case 'text':
      return sql`coalesce(${at} <> '' and fold_words(${at}) = ${foldWords(String(value))}, false)`
    case 'id':
      return sql`(${at} is not null and ${at} = ${Number(value)}::bigint)`
    case 'number':
      return sql`(${at} is not null and ${at} = ${Number(value)}::numeric)`
    case 'choice':
      return sql`(${at} is not null and ${at} = ${String(value)})`
    default:
      return sql`false`
  }
}

const oneOfSql = (field: Field, at: Sql, list: unknown[]): Sql =>
  list.length === 0
    ? sql`false`
    : sql`(${join(
        list.map((each) => isSql(field, at, each)),
        ' or ',
      )})`

function compareSql(field: Field, at: Sql, operator: Sql, value: unknown): Sql {
  if (isEmpty(value)) return sql`false`
  if (field.ordered !== true) {
    const limit = Number(value)
    return Number.isNaN(limit) ? sql`false` : sql`(${at} is not null and ${at} ${operator} ${limit}::numeric)`
  }
  const options = field.options ?? []
  const rank = options.indexOf(String(value))
  if (rank === -1) return sql`false`
  return sql`coalesce(array_position(${[...options]}::text[], ${at}) ${operator} ${rank + 1}, false)`
}

function containsSql(field: Field, at: Sql, list: unknown[], joiner: ' or ' | ' and '): Sql {
  const wanted = list.filter((each) => !isEmpty(each)).map(String)
  if (field.type === 'set') {
    if (wanted.length === 0) return sql`false`
    return joiner === ' or '
      ? sql`coalesce(${at} && ${wanted}::text[], false)`
      : sql`coalesce(${at} @> ${wanted}::text[], false)`
  }
  const phrases = wanted.map(foldWords).filter((phrase) => phrase.trim() !== '')
  if (phrases.length === 0) return sql`false`
  // Its words one by one first: to take a text apart costs several times more, and hardly any gets that far.
  const found = phrases.map(
    (phrase) =>
      sql`(${join(
        [
          ...phrase
            .trim()
            .split(' ')
            .map((word) => sql`strpos(fold_text(${at}), ${word}) > 0`),
          sql`strpos(fold_words(${at}), ${phrase}) > 0`,
        ],
        ' and ',
      )})`,
  )
  return sql`coalesce((${join(found, joiner)}), false)`
}

function clockSql(field: Field, { operator, value, business }: Condition, at: Sql, now: Date | undefined): Sql {
  if (operator === 'present') return sql`(${at} is not null)`
  if (operator === 'absent') return sql`(${at} is null)`
  if (now === undefined) return sql`false`
  const hours =
    field.type === 'since'
      ? sql`extract(epoch from ${now}::timestamptz - ${at}) / 3600`
      : sql`extract(epoch from ${at} - ${now}::timestamptz) / 3600`
  if (business === true) return sql`coalesce(${hours} >= 0, false)`
  const counted = operator === 'is' ? sql`floor(${hours})` : hours
  const compared = valueSql({ ...field, type: 'number' }, operator, counted, value)
  return sql`coalesce(${hours} >= 0 and ${compared}, false)`
}
