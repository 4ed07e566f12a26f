import type { App } from '../app.ts'
import { clock } from '../platform/clock.ts'
import type { UserActor } from '../platform/pure/actor.ts'
import type { TicketChanges } from '../tickets/contract.ts'
import type { Story } from './stories.ts'

/** What the demo shop wants to know of its tickets, by the numbers it was given. */
export type TicketData = {
  reason: number
  product: number
  refund: number
  statuses: { carrier: number; workshop: number }
  organizations: number[]
}

type Made = { id: number }
const both = (en: string, fr: string) => ({ en, fr })
const field = { customerTitle: {}, help: {}, options: [], pattern: null, requiredOnSolve: false, active: true }

/** Fields, a form with a condition, two statuses and three organizations, made as an administrator makes them. */
export async function makeTicketData({ engine }: Pick<App, 'engine'>, agent: UserActor): Promise<TicketData> {
  const by = { ...agent, permissions: new Set([...agent.permissions, 'settings.manage', 'contacts.write']) }
  const run = async (name: string, input: object) => (await engine.executeAt(clock.now(), by, name, input)) as Made
  const reason = await run('ticket_field.save', {
    ...field,
    kind: 'dropdown',
    title: both('Reason', 'Motif'),
    options: [
      { key: 'delivery', label: both('Delivery', 'Livraison') },
      { key: 'return', label: both('Return', 'Retour') },
      { key: 'payment', label: both('Payment', 'Paiement') },
      { key: 'product', label: both('Product question', 'Question sur un produit') },
      { key: 'other', label: both('Something else', 'Autre') },
    ],
    requiredOnSolve: true,
    customer: 'hidden',
  })
  const order = await run('ticket_field.save', {
    ...field,
    kind: 'pattern',
    title: both('Order number', 'Numéro de commande'),
    customerTitle: both('Your order number', 'Votre numéro de commande'),
    help: both('Four digits', 'Quatre chiffres'),
    pattern: '[0-9]{4}',
    customer: 'editable',
  })
  const product = await run('ticket_field.save', {
    ...field,
    kind: 'multiselect',
    title: both('Products', 'Produits'),
    options: [
      { key: 'coffee', label: both('Coffee', 'Café') },
      { key: 'kettle', label: both('Kettle', 'Bouilloire') },
      { key: 'cup', label: both('Cups', 'Tasses') },
    ],
    customer: 'hidden',
  })
  const refund = await run('ticket_field.save', {
    ...field,
    kind: 'number',
    title: both('Refund in euros', 'Remboursement en euros'),
    customer: 'hidden',
  })
  await run('ticket_form.save', {
    id: 1,
    name: both('Default form', 'Formulaire par défaut'),
    fieldIds: [reason, order, product, refund].map(({ id }) => id),
    conditions: [{ parent: reason.id, values: ['return'], child: refund.id, required: false }],
    brandIds: [],
    isDefault: true,
    active: true,
  })
  const status = (category: string, label: object, customerLabel: object) =>
    run('ticket_status.save', { category, label, customerLabel, isDefault: false, active: true })
  const carrier = await status('pending', both('Asked the carrier', 'Transporteur interrogé'), {})
  const workshop = await status('hold', both('At the workshop', 'À l’atelier'), both('Being repaired', 'En réparation'))
  const organizations: number[] = []
  for (const [name, domain] of [
    ['Atelier Lumen', 'lumen.example'],
    ['Café des Halles', 'halles.example'],
    ['North & Sons', 'north.example'],
  ])
    organizations.push((await run('organization.save', { name, domains: [domain], notes: '', locale: null })).id)
  return {
    reason: reason.id,
    product: product.id,
    refund: refund.id,
    statuses: { carrier: carrier.id, workshop: workshop.id },
    organizations,
  }
}

const REASONS: Record<string, string> = {
  delivery: 'delivery',
  livraison: 'delivery',
  return: 'return',
  retour: 'return',
  payment: 'payment',
  paiement: 'payment',
  before_purchase: 'product',
  avant_achat: 'product',
}

/** What an agent fills in with the first answer. */
export function dataOf(data: TicketData, { tags, ends }: Story, chance: (n: number) => number): TicketChanges {
  const reason = REASONS[tags[0] ?? ''] ?? 'other'
  const fields = {
    [data.reason]: reason,
    ...(chance(3) === 0 ? { [data.product]: ['coffee', 'kettle', 'cup'].slice(0, 1 + chance(2)) } : {}),
    ...(reason === 'return' && chance(2) === 0 ? { [data.refund]: 10 + chance(60) } : {}),
  }
  return { type: ends === 'hold' ? 'problem' : reason === 'product' ? 'question' : 'incident', fields }
}

/** The status a story ends in; one of the shop's own where it has one. */
export const endOf = (data: TicketData, status: Exclude<Story['ends'], 'open'>): TicketChanges =>
  status === 'pending'
    ? { statusId: data.statuses.carrier }
    : status === 'hold'
      ? { statusId: data.statuses.workshop }
      : { status }
