import type { TriggerDefinition } from '../contract.ts'
import type { RecipeName, RecipeView } from './contract.ts'

const STILL_THERE = {
  en: 'Are you still there? We are here if you need anything else.',
  fr: 'Êtes-vous toujours là ? Nous restons à votre disposition si vous avez besoin d’autre chose.',
}
const GOODBYE = {
  en: 'As we have not heard from you, we end this chat. Write at any time to begin a new one.',
  fr: 'Sans nouvelles de votre part, nous terminons ce chat. Écrivez à tout moment pour en commencer un autre.',
}
const CLOSED_NOW = {
  en: 'We are closed right now. Your message is safe: we will answer here as soon as we are back.',
  fr: 'Nous sommes actuellement fermés. Votre message est bien reçu : nous répondrons ici dès notre retour.',
}

const DAY = 86_400

/** Set-ups for typical trades [S0.15] [S0.17] [S0.25] [S2.47]; each as a whole, to be changed afterwards like all settings. */
export const recipes: Readonly<Record<RecipeName, Omit<RecipeView, 'name'>>> = {
  /** Deliveries, taxis, games: over when it is solved, and nobody waits for a customer who has left. */
  urgent_live: {
    style: {
      kind: 'live_chat',
      closeAfterSeconds: 0,
      undoSeconds: 10,
      endOnSolve: false,
      inactivity: {
        steps: [
          { afterMinutes: 3, text: STILL_THERE, status: 'pending', tags: ['reminded'] },
          { afterMinutes: 2, text: GOODBYE, status: null, tags: [] },
        ],
        endAfterMinutes: 0,
      },
    },
    settings: { customerMayEnd: true, agentsMayEnd: true, tellEnd: true, afterEnd: 'keep' },
    message: null,
  },
  /** Shops: whoever comes back within a day goes on with the same ticket. */
  follow_up: {
    style: {
      kind: 'live_chat_returning',
      closeAfterSeconds: DAY,
      undoSeconds: 0,
      endOnSolve: false,
      inactivity: {
        steps: [{ afterMinutes: 10, text: STILL_THERE, status: 'pending', tags: ['reminded'] }],
        endAfterMinutes: null,
      },
    },
    settings: { customerMayEnd: true, unreadMailMinutes: 5 },
    message: null,
  },
  /** Advice, disputes, medical questions: days between two messages; answers go by mail as well. */
  social: {
    style: {
      kind: 'social_messaging',
      closeAfterSeconds: 4 * DAY,
      undoSeconds: 0,
      endOnSolve: false,
      inactivity: null,
    },
    settings: { customerMayEnd: false, unreadMailMinutes: 2 },
    message: null,
  },
  /** Always open to messages: outside opening hours they are taken in, and the customer is told. */
  after_hours: {
    style: {
      kind: 'social_messaging',
      closeAfterSeconds: 7 * DAY,
      undoSeconds: 0,
      endOnSolve: false,
      inactivity: null,
    },
    settings: { unreadMailMinutes: 2 },
    message: CLOSED_NOW,
  },
}

/** The messaging trigger behind a recipe's message: outside opening hours, on this channel, once. */
export const closedNow = (channelId: number, texts: Record<string, string>): TriggerDefinition => ({
  event: 'requested',
  once: true,
  conditions: {
    all: [
      { field: 'channelId', operator: 'is', value: channelId },
      { field: 'inBusinessHours', operator: 'is', value: false },
    ],
    any: [],
  },
  actions: [
    { do: 'send_message', texts },
    { do: 'add_tags', tags: ['after_hours'] },
  ],
})
