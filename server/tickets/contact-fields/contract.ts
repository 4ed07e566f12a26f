import { type Static, Type } from 'typebox'
import { Id } from '../../platform/pure/schemas.ts'
import { FieldChanges, type FieldKind, type FieldValue } from '../definitions/contract.ts'

/** A field of his ticket as the contact sees it, in his language. `GET /api/v1/widget/conversations/:id/fields` */
export type ContactField = {
  id: number
  kind: FieldKind
  title: string
  /** Only where he may fill it in; else it is written for agents. */
  help: string
  options: { key: string; label: string }[]
  /** Null: empty. */
  value: FieldValue | null
  editable: boolean
}

/** `ticket.fill`: null empties a field, a field that is not named stays. */
export const FillFields = Type.Object({ conversationId: Id, fields: FieldChanges })
export type FillFields = Static<typeof FillFields>
