import type { WidgetSettings } from '../../../../server/channels/contract.ts'

/** A widget as it begins: every text in both languages, nothing required. */
export const firstSettings: WidgetSettings = {
  appearance: { colour: '#4f46e5', logo: null, position: 'right', offset: 20, theme: 'system', launcher: 'round' },
  title: { en: 'Customer service', fr: 'Service client' },
  greeting: { en: 'Hello, how can we help?', fr: 'Bonjour, comment pouvons-nous vous aider ?' },
  expectOnline: { en: 'We usually answer within a few minutes', fr: 'Nous répondons en général en quelques minutes' },
  expectAway: {
    en: 'We are away right now – write, we will answer here as soon as we are back',
    fr: 'Nous sommes absents – écrivez-nous, nous répondrons ici dès notre retour',
  },
  expectClosed: {
    en: 'Back {opens} – write now, we will answer here as soon as we are back',
    fr: 'De retour {opens} – écrivez-nous, nous répondrons ici dès notre retour',
  },
  askName: 'optional',
  askEmail: 'optional',
  attachments: true,
  customerMayEnd: true,
  agentsMayEnd: true,
  afterEnd: 'keep',
  tellEnd: false,
  severalOpen: false,
}
