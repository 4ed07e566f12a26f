/** Families of channels: capacity, availability and ways of offering are set by family. */
export const families = ['email', 'messaging', 'call'] as const
export type Family = (typeof families)[number]

export type WantedSkill = {
  id: number
  /** Never given up; others are, after the time set for it. */
  required: boolean
}

/**
 * What a conversation has to do with routing, as it is kept in its inbox row. Written by the routing slice alone; null until
 * it has looked at it. Instants are ISO texts.
 */
export type Routing = {
  family: Family
  /**
   * none: nobody is looked for, and it counts for nobody (pending, solved, inactive …); waiting: in a queue; offered: `holder`
   * is asked and has room kept for it; held: it counts for `holder`.
   */
  state: 'none' | 'waiting' | 'offered' | 'held'
  /** To whom it counts; null unless offered or held. */
  holder: number | null
  skills: WantedSkill[]
  /** The ended session goes on as email. */
  asEmail: boolean
  /** The queue it is in; null: that of the ticket's group. */
  queueId: number | null
  /** Somebody put it into that queue: conditions do not take it out again. */
  isPinned: boolean
  /** Which share of a split queue was drawn. */
  share: number
  /** When it could first be given to somebody: its place in the queue goes by that. */
  firstAt: string | null
  /** When it last could not any more; spells of up to 15 days do not cost it its place. */
  leftAt: string | null
  /** When it came into this queue, this time. */
  enteredAt: string | null
  /** Asked before others: who had it last, or to whom it was handed. */
  prefer: number | null
  /** It was handed to `prefer`: also to whoever takes nothing else. */
  isHanded: boolean
  /** Nobody else is asked, until this instant. */
  preferUntil: string | null
  offer: { id: number; madeAt: string; until: string | null } | null
  /** Who has said no or nothing, and until when he is not asked again. */
  refused: { userId: number; until: string }[]
}
