/** What customers of the demo shop ask, and how it goes. `>` is the customer, `<` the agent, `#` a note; {n} an order, {p} a product. */
export type Story = { lines: string[]; tags: string[]; ends: 'solved' | 'pending' | 'hold' | 'open' }

const en: Story[] = [
  {
    lines: [
      '> Hello, where is my order {n}? It should have come on Friday.',
      '< Hello, I am looking at it with you – one moment.',
      '# The carrier says delivered, depot shows it on the shelf.',
      '< It is still at the depot. I asked them to bring it tomorrow before noon; you get a message when it leaves.',
      '> Perfect, thank you!',
      '< You are welcome. Have a good day!',
    ],
    tags: ['delivery'],
    ends: 'solved',
  },
  {
    lines: [
      '> I would like to return the {p}, it is too small.',
      '< Of course. Is it unused and in its bag?',
      '> Yes, I only unpacked it.',
      '< Then here is how: put the label from your parcel on the box and drop it at any post office. The money is back within five days.',
      '> Great, that was quick.',
    ],
    tags: ['return'],
    ends: 'solved',
  },
  {
    lines: [
      '> My card was refused twice but I see two reservations at the bank.',
      '< Sorry about that. Both are only reserved; nothing was taken. They fall away within three days.',
      '> Can I pay another way?',
      '< Yes, by transfer. I send you the details now; order {n} is kept for a week.',
    ],
    tags: ['payment'],
    ends: 'pending',
  },
  {
    lines: [
      '> Does the {p} work on an induction plate?',
      '< It does, from 12 cm on. Most plates at home are fine with that.',
      '> Wonderful. Then I order it today.',
    ],
    tags: ['before_purchase'],
    ends: 'solved',
  },
  {
    lines: [
      '> The {p} leaks after two weeks. I am quite disappointed.',
      '< I am sorry, that should not happen. Could you send a photo of the seal?',
      '> I will do it tonight.',
      '# Third one of this batch, tell the workshop.',
    ],
    tags: ['warranty'],
    ends: 'hold',
  },
  {
    lines: [
      '> Can I change the address of order {n}? I moved.',
      '< Yes, it has not left yet. Where should it go?',
      '> 14 Mill Lane, Bath.',
      '< Changed. It leaves tomorrow morning.',
    ],
    tags: ['delivery', 'address'],
    ends: 'solved',
  },
  {
    lines: ['> I need an invoice with our company name for {n}.', '< Gladly. What is the exact name and VAT number?'],
    tags: ['invoice'],
    ends: 'pending',
  },
  {
    lines: [
      '> Is there a shop where I can see the {p}?',
      '< Our workshop in Lyon is open on Saturdays from 10 to 18. Shall I put one aside?',
      '> Yes please, for this Saturday. Name is on the order {n}.',
      '< Done, see you on Saturday.',
    ],
    tags: ['shop'],
    ends: 'solved',
  },
  {
    lines: [
      '> The voucher from the newsletter does not work.',
      '< It is for orders from 60 €; yours is 54 €. A filter pack would bring you over it.',
      '> Ah, clever. Thanks.',
    ],
    tags: ['voucher'],
    ends: 'solved',
  },
  {
    lines: [
      '> Hi, one cup in order {n} arrived broken.',
      '< Oh no. I send a new one today, you can keep the rest. No need to return it.',
      '> That is really kind.',
    ],
    tags: ['damage'],
    ends: 'solved',
  },
]

const fr: Story[] = [
  {
    lines: [
      '> Bonjour, où est ma commande {n} ? Elle devait arriver vendredi.',
      '< Bonjour, je regarde cela avec vous – un instant.',
      '# Le transporteur dit « livré », mais le colis est au dépôt.',
      '< Le colis est encore au dépôt. J’ai demandé un passage demain avant midi ; vous recevrez un message à son départ.',
      '> Parfait, merci beaucoup !',
      '< Je vous en prie. Bonne journée !',
    ],
    tags: ['livraison'],
    ends: 'solved',
  },
  {
    lines: [
      '> Je voudrais retourner l’article {p}, il est trop petit.',
      '< Bien sûr. Est-il neuf et dans son sachet ?',
      '> Oui, je l’ai seulement déballé.',
      '< Alors collez l’étiquette du colis sur la boîte et déposez-la à la poste. Le remboursement arrive sous cinq jours.',
      '> Super, c’était rapide.',
    ],
    tags: ['retour'],
    ends: 'solved',
  },
  {
    lines: [
      '> Ma carte est refusée au paiement et je vois deux réservations sur mon compte.',
      '< Désolée. Ce ne sont que des réservations, rien n’a été débité ; elles disparaissent sous trois jours.',
      '> Puis-je payer autrement ?',
      '< Oui, par virement. Je vous envoie les coordonnées ; la commande {n} est gardée une semaine.',
    ],
    tags: ['paiement'],
    ends: 'pending',
  },
  {
    lines: [
      '> L’article {p} fonctionne-t-il sur une plaque à induction ?',
      '< Oui, à partir de 12 cm. La plupart des plaques conviennent.',
      '> Parfait, je commande aujourd’hui.',
    ],
    tags: ['avant_achat'],
    ends: 'solved',
  },
  {
    lines: [
      '> L’article {p} fuit après deux semaines. Je suis déçu.',
      '< Je suis désolé, cela ne devrait pas arriver. Pourriez-vous envoyer une photo du joint ?',
      '> Je le fais ce soir.',
      '# Troisième de ce lot, prévenir l’atelier.',
    ],
    tags: ['garantie'],
    ends: 'hold',
  },
  {
    lines: [
      '> Puis-je changer l’adresse de la commande {n} ? J’ai déménagé.',
      '< Oui, elle n’est pas encore partie. Quelle est la nouvelle adresse ?',
      '> 8 rue des Tanneurs, Colmar.',
      '< C’est fait. Elle part demain matin.',
    ],
    tags: ['livraison', 'adresse'],
    ends: 'solved',
  },
  {
    lines: [
      '> Il me faut une facture au nom de notre société pour {n}.',
      '< Avec plaisir. Quels sont le nom exact et le numéro de TVA ?',
    ],
    tags: ['facture'],
    ends: 'pending',
  },
  {
    lines: [
      '> Le bon de la lettre d’information ne marche pas.',
      '< Il vaut à partir de 60 € ; votre panier est à 54 €. Un paquet de filtres suffirait.',
      '> Ah, bien vu. Merci.',
    ],
    tags: ['bon'],
    ends: 'solved',
  },
  {
    lines: [
      '> Bonjour, une tasse de la commande {n} est arrivée cassée.',
      '< Oh non. J’en envoie une neuve aujourd’hui, gardez le reste.',
      '> C’est vraiment gentil.',
    ],
    tags: ['casse'],
    ends: 'solved',
  },
]

export const stories = { en, fr }

export const customers = {
  en: [
    'Ada Martin',
    'Tom Nguyen',
    'Mara Silva',
    'Oliver Reed',
    'Priya Nair',
    'Hannah Cole',
    'Sam Okafor',
    'Grace Lin',
    'Jack Doyle',
    'Nina Berg',
    'Leo Hart',
    'Isla Grant',
    'Ben Foster',
    'Zoe Walsh',
    'Ravi Shah',
    'Ellen Price',
  ],
  fr: [
    'Jules Moreau',
    'Camille Petit',
    'Inès Lambert',
    'Hugo Bernard',
    'Manon Girard',
    'Louis Fontaine',
    'Sarah Benali',
    'Théo Marchand',
    'Chloé Renard',
    'Yanis Haddad',
    'Alice Perrin',
    'Paul Lefèvre',
    'Zoé Garnier',
    'Adam Colin',
    'Léna Roussel',
    'Mathis Faure',
  ],
}

export const products = {
  en: ['Ridge kettle', 'trail press', 'tin cup', 'hand mill', 'filter holder'],
  fr: ['Bouilloire Crête', 'cafetière Sentier', 'tasse émaillée', 'moulin à main', 'porte-filtre'],
}

/** Who works at the demo shop. */
export const team = [
  { name: 'Léa Karim', email: 'lea@halte.example', role: 'team_lead', locale: 'fr', availability: 'online' },
  { name: 'Marc Dubois', email: 'marc@halte.example', role: 'agent', locale: 'fr', availability: 'online' },
  { name: 'Emma Wilson', email: 'emma@halte.example', role: 'agent', locale: 'en', availability: 'away' },
  { name: 'Noah Keller', email: 'noah@halte.example', role: 'agent', locale: 'en', availability: 'online' },
  { name: 'Sofia Rossi', email: 'sofia@halte.example', role: 'light_agent', locale: 'en', availability: 'offline' },
  {
    name: 'Amina Diallo',
    email: 'amina@halte.example',
    role: 'conversation_analyst',
    locale: 'fr',
    availability: 'offline',
  },
] as const
