import fc from 'fast-check'
import { known } from './known.ts'

type Schema = {
  type?: string
  const?: unknown
  /** As descriptions of the API write a choice of constants. */
  enum?: unknown[]
  anyOf?: Schema[]
  properties?: Record<string, Schema>
  required?: string[]
  patternProperties?: Record<string, Schema>
  items?: Schema
  pattern?: string
  minimum?: number
  maximum?: number
  minLength?: number
  maxLength?: number
  maxItems?: number
}

/** Any value a TypeBox schema lets through; ids are mostly those of the first rows, so that many of them exist. */
export function fitting(schema: unknown): fc.Arbitrary<unknown> {
  const given = known<Schema>(schema)
  if ('const' in given) return fc.constant(given.const)
  if (given.enum !== undefined) return fc.constantFrom(...given.enum)
  if (given.anyOf !== undefined) return fc.oneof(...given.anyOf.map(fitting))
  switch (given.type) {
    case 'string':
      return text(given)
    case 'integer':
    case 'number':
      return integer(given)
    case 'boolean':
      return fc.boolean()
    case 'null':
      return fc.constant(null)
    case 'array':
      return fc.array(fitting(given.items ?? {}), { maxLength: Math.min(given.maxItems ?? 3, 3) })
    case 'object':
      return object(given)
    default:
      return fc.jsonValue()
  }
}

function text({ pattern, minLength = 0, maxLength = 40 }: Schema): fc.Arbitrary<string> {
  if (pattern !== undefined) return fc.stringMatching(new RegExp(pattern)).filter((value) => value.length <= maxLength)
  return fc
    .string({ unit: 'binary', minLength, maxLength: Math.min(maxLength, 60) })
    .filter((value) => value.length <= maxLength)
}

function integer({ minimum = -1_000, maximum = Number.MAX_VALUE }: Schema): fc.Arbitrary<number> {
  const small = fc.integer({ min: minimum, max: Math.min(maximum, minimum + 12) })
  const large = [2 ** 31, 2 ** 53 - 1, 2 ** 63, 1e300, maximum].filter((n) => n <= maximum)
  return fc.oneof({ arbitrary: small, weight: 8 }, { arbitrary: fc.constantFrom(minimum, ...large), weight: 2 })
}

function object({ properties = {}, required = [], patternProperties = {} }: Schema): fc.Arbitrary<unknown> {
  const [values] = Object.values(patternProperties)
  if (values !== undefined) return fc.dictionary(fc.constantFrom('en', 'fr', '1', '2'), fitting(values), { maxKeys: 3 })
  const fields = Object.fromEntries(Object.entries(properties).map(([name, schema]) => [name, fitting(schema)]))
  return fc.record(fields, { requiredKeys: required, noNullPrototype: true })
}

/** JSON that no schema of ours was written for. */
export const garbage = (): fc.Arbitrary<unknown> =>
  fc.oneof(
    fc.jsonValue({ maxDepth: 4 }),
    fc.constantFrom<unknown>(null, [], {}, '', 0, -1, 1e300, true, '\u0000', '\ud800', '__proto__', { __proto__: [] }, [
      [[[[[]]]]],
    ]),
    fc.dictionary(
      fc.constantFrom(
        'conversationId',
        'messageId',
        'content',
        'text',
        'id',
        'userId',
        '__proto__',
        'constructor',
        'changes',
      ),
      fc.jsonValue({ maxDepth: 2 }),
    ),
  )

/** Puts something PostgreSQL cannot keep into the first text of a value; null where there is none. */
export function poisoned(value: unknown, poison: string): unknown {
  if (typeof value === 'string') return value + poison
  if (Array.isArray(value))
    return spoilFirst(
      value.map((each, index) => [index, each] as const),
      poison,
      (changed) => Object.assign([...value], Object.fromEntries([changed])),
    )
  if (typeof value === 'object' && value !== null)
    return spoilFirst(Object.entries(value), poison, ([key, changed]) => ({ ...value, [key]: changed }))
  return null
}

function spoilFirst<Key>(
  entries: (readonly [Key, unknown])[],
  poison: string,
  put: (changed: readonly [Key, unknown]) => unknown,
): unknown {
  for (const [key, each] of entries) {
    const changed = poisoned(each, poison)
    if (changed !== null) return put([key, changed])
  }
  return null
}
