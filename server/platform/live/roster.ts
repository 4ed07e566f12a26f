import { Compile } from 'typebox/compile'
import { type Static, Type } from 'typebox'
import type { Bus } from '../bus.ts'
import { uuid7 } from '../ids.ts'

/**
 * What each node knows of its own connections (who is here, who looks at what), known to all. By the bus alone, and so it
 * must stand the loss of any message: each node numbers what it says, says its number every two seconds, and is asked for
 * everything by whoever missed a number. What a node said that is silent for a while holds no more.
 */
export type Roster = {
  /** This node's word on `key`; undefined: it has none any more. */
  say(key: string, value: unknown): void
  /** What the other nodes say on it. */
  heard(key: string): unknown[]
  /** Called when another node's word on a key has changed. */
  onChange(listener: (key: string) => void): void
  stop(): void
}

const SUBJECT = 'roster'
const GATHER_MS = 50
const BEAT_EACH_MS = 2_000
/** A node that stops says so; one that was killed, or whose bus is gone, is believed for so long. */
const BELIEVED_MS = 8_000
const ENTRIES_A_MESSAGE = 500

const Key = Type.String({ maxLength: 100 })
const Node = Type.String({ minLength: 1, maxLength: 40 })
const Count = Type.Integer({ minimum: 0 })
const Message = Type.Union([
  /** An entry without a value is gone. */
  Type.Object({
    t: Type.Literal('moved'),
    node: Node,
    n: Count,
    entries: Type.Array(Type.Tuple([Key, Type.Unknown()]), { maxItems: ENTRIES_A_MESSAGE }),
  }),
  Type.Object({ t: Type.Literal('here'), node: Node, n: Count }),
  Type.Object({ t: Type.Literal('tell'), node: Node, of: Node }),
  Type.Object({
    t: Type.Literal('all'),
    node: Node,
    n: Count,
    part: Count,
    isLast: Type.Boolean(),
    entries: Type.Array(Type.Tuple([Key, Type.Unknown()]), { maxItems: ENTRIES_A_MESSAGE }),
  }),
  Type.Object({ t: Type.Literal('gone'), node: Node }),
])
type Message = Static<typeof Message>
const check = Compile(Message)

type Other = {
  n: number
  heardAt: number
  entries: Map<string, unknown>
  /** Parts of its whole word that have come. */
  coming: { next: number; entries: Map<string, unknown> } | null
}

export function createRoster(bus: Bus): Roster {
  return bus.shared ? openRoster(bus) : { say() {}, heard: () => [], onChange() {}, stop() {} }
}

function openRoster(bus: Bus): Roster {
  const me = uuid7()
  const mine = new Map<string, unknown>()
  const others = new Map<string, Other>()
  let moved = new Set<string>()
  let n = 0
  let isAsked = false
  let tell: (key: string) => void = () => {}

  const unsubscribe = bus.subscribe((subject, message, origin) => {
    if (subject === SUBJECT && origin === 'elsewhere' && check.Check(message)) take(message)
  })
  const publish = (message: Message) => bus.publish(SUBJECT, message)
  const gathering = setInterval(flush, GATHER_MS)
  const beating = setInterval(beat, BEAT_EACH_MS)
  publish({ t: 'here', node: me, n })

  return {
    say(key, value) {
      if (value === undefined) {
        if (!mine.delete(key)) return
      } else mine.set(key, value)
      moved.add(key)
    },
    heard: (key) => [...others.values()].flatMap(({ entries }) => (entries.has(key) ? [entries.get(key)] : [])),
    onChange: (listener) => void (tell = listener),
    stop() {
      clearInterval(gathering)
      clearInterval(beating)
      unsubscribe()
      publish({ t: 'gone', node: me })
    },
  }

  function flush(): void {
    if (isAsked) sayAll()
    if (moved.size === 0) return
    const keys = [...moved]
    moved = new Set()
    for (let done = 0; done < keys.length; done += ENTRIES_A_MESSAGE) {
      n += 1
      const entries = keys.slice(done, done + ENTRIES_A_MESSAGE).map((key): [string, unknown] => [key, mine.get(key)])
      publish({ t: 'moved', node: me, n, entries })
    }
  }

  /** Once for all who ask in the same moment. */
  function sayAll(): void {
    isAsked = false
    const entries = [...mine]
    for (let part = 0; part === 0 || part * ENTRIES_A_MESSAGE < entries.length; part += 1) {
      const piece = entries.slice(part * ENTRIES_A_MESSAGE, (part + 1) * ENTRIES_A_MESSAGE)
      const isLast = (part + 1) * ENTRIES_A_MESSAGE >= entries.length
      publish({ t: 'all', node: me, n, part, isLast, entries: piece })
    }
  }

  function beat(): void {
    publish({ t: 'here', node: me, n })
    const now = performance.now()
    for (const [node, { heardAt }] of others) if (heardAt < now - BELIEVED_MS) forget(node)
  }

  function take(message: Message): void {
    if (message.node === me) return
    if (message.t === 'gone') return forget(message.node)
    if (message.t === 'tell') {
      isAsked ||= message.of === me
      return
    }
    const other = others.get(message.node) ?? { n: -1, heardAt: 0, entries: new Map(), coming: null }
    others.set(message.node, other)
    other.heardAt = performance.now()
    if (message.t === 'all') return takePart(other, message)
    if (message.t === 'moved' && message.n === other.n + 1 && other.n >= 0) return apply(other, message)
    // It said something that did not come here; a beat repeats the question when the answer does not come either.
    if (message.n !== other.n && !(message.t === 'moved' && message.n <= other.n))
      publish({ t: 'tell', node: me, of: message.node })
  }

  function apply(other: Other, { n: at, entries }: Extract<Message, { t: 'moved' }>): void {
    other.n = at
    for (const [key, value] of entries) {
      if (value === undefined || value === null) other.entries.delete(key)
      else other.entries.set(key, value)
      tell(key)
    }
  }

  function takePart(other: Other, { n: at, part, isLast, entries }: Extract<Message, { t: 'all' }>): void {
    if (part === 0) other.coming = { next: 0, entries: new Map() }
    const { coming } = other
    if (coming === null || coming.next !== part) return
    coming.next += 1
    for (const [key, value] of entries) coming.entries.set(key, value)
    if (!isLast) return
    const before = other.entries
    other.entries = coming.entries
    other.coming = null
    other.n = at
    for (const key of new Set([...before.keys(), ...coming.entries.keys()]))
      if (JSON.stringify(before.get(key)) !== JSON.stringify(coming.entries.get(key))) tell(key)
  }

  function forget(node: string): void {
    const other = others.get(node)
    if (other === undefined) return
    others.delete(node)
    for (const key of other.entries.keys()) tell(key)
  }
}
