import { Type } from 'typebox'

/** Numeric id of a row (PostgreSQL bigint, always below 2^53). */
export const Id = Type.Integer({ minimum: 1, maximum: Number.MAX_SAFE_INTEGER })
/** Place in a stream, in whichever counting. */
export const Position = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
/** Client-made UUID, lower case; messages use version 7 so that they sort by time. */
export const Uuid = Type.String({ pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$' })
/** RFC 3339 instant with zone. */
export const Instant = Type.String({
  pattern: '^\\d{4}-\\d\\d-\\d\\dT\\d\\d:\\d\\d:\\d\\d(\\.\\d{1,6})?(Z|[+-]\\d\\d:\\d\\d)$',
})
export const Locale = Type.String({ pattern: '^[a-z]{2,3}(-[A-Za-z0-9]{2,8})*$', maxLength: 20 })
