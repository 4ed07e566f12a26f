import type { App } from '../app.ts'
import { clock } from '../platform/clock.ts'
import type { UserActor } from '../platform/pure/actor.ts'

/** Macros and saved replies of the demo shop: among them the words that tell a customer a conversation is over [S1.33]. */
const macros = [
  {
    title: 'Close the conversation / Clore la conversation',
    category: 'Endings',
    definition: {
      actions: [{ do: 'set_status', status: 'solved' }],
      message: {
        visibility: 'public',
        texts: {
          en: 'I am closing our conversation now, {{contact.name}}. Should anything else come up, simply write to us again. Have a good day! {{agent.name}}',
          fr: 'Je mets fin à notre conversation, {{contact.name}}. Si vous avez une autre question, il vous suffit de nous écrire à nouveau. Bonne journée ! {{agent.name}}',
        },
      },
    },
  },
  {
    title: 'Waiting for the carrier / En attente du transporteur',
    category: 'Orders',
    definition: {
      actions: [
        { do: 'set_status', status: 'pending' },
        { do: 'add_tags', tags: ['carrier'] },
      ],
      message: {
        visibility: 'public',
        texts: {
          en: 'I have asked the carrier where your parcel is. I will write to you here as soon as I know more.',
          fr: 'J’ai demandé au transporteur où se trouve votre colis. Je vous écris ici dès que j’en sais plus.',
        },
      },
    },
  },
  {
    title: 'Urgent, to me / Urgent, pour moi',
    category: 'Orders',
    definition: {
      actions: [
        { do: 'set_priority', priority: 'urgent' },
        { do: 'assign', to: 'actor' },
      ],
    },
  },
]
const replies = [
  {
    shortcut: 'hello',
    texts: {
      en: 'Hello {{contact.name}}, {{agent.name}} here. How can I help you?',
      fr: 'Bonjour {{contact.name}}, {{agent.name}} à votre écoute. Que puis-je faire pour vous ?',
    },
  },
  {
    shortcut: 'return',
    texts: {
      en: 'Put the label from your parcel on the box and drop it at any post office. The money is back within five days.',
      fr: 'Collez l’étiquette de votre colis sur la boîte et déposez-la dans un bureau de poste. Vous êtes remboursé sous cinq jours.',
    },
  },
]

/** Made by whoever keeps the rules of the team. */
export async function makeAnswers({ engine }: Pick<App, 'engine'>, team: readonly UserActor[]): Promise<void> {
  const lead = team.find(({ permissions }) => permissions.has('rules.manage'))
  if (lead === undefined) return
  const sharing = { with: 'everybody' }
  for (const macro of macros)
    await engine.executeAt(clock.now(), lead, 'macro.save', { ...macro, active: true, sharing })
  for (const reply of replies) await engine.executeAt(clock.now(), lead, 'saved_reply.save', { ...reply, shared: true })
}
