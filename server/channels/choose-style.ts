import { countConversations } from '../conversations/index.ts'
import { anyoneOnline, audit } from '../identity/index.ts'
import { command } from '../platform/commands/command.ts'
import { type Context, record } from '../platform/commands/context.ts'
import type { VisitorActor } from '../platform/pure/actor.ts'
import { problemsIn } from '../platform/pure/conditions/check.ts'
import { compile } from '../platform/pure/conditions/compile.ts'
import type { Field } from '../platform/pure/conditions/field.ts'
import { Refusal } from '../platform/pure/refusal.ts'
import { fieldsByName, ticketFields } from '../tickets/index.ts'
import { ChooseStyles, type StartConversation, type StoredStyleRule, type StyleRule } from './contract.ts'
import { styleChanged } from './events.ts'
import { mayManageChannels } from './policy.ts'
import {
  type Channel,
  findStyle,
  findStyleChoice,
  listStyles,
  lockStyleChoice,
  type StoredStyle,
  updateStyleChoice,
} from './queries.ts'

/** What is known of a conversation at its start. */
export const startFields: ReadonlyMap<string, Field> = fieldsByName(
  ticketFields.filter(({ readings }) => readings.includes('start')),
)

/** Which style conversations get, by conditions, in order [CH8]; conversations under way keep theirs. */
export const chooseStyles = command(
  'style.choose',
  { input: ChooseStyles, may: mayManageChannels, about: 'Say which style conversations get, by conditions.' },
  async (ctx, { version, rules }) => {
    const before = await lockStyleChoice(ctx.tx)
    if (before.version !== version) throw new Refusal('styles_changed_meanwhile', { version: before.version })
    const complaints = rules.flatMap(complaintsOf)
    const styles = new Map((await listStyles(ctx.tx)).map((style) => [style.id, style]))
    for (const [index, { styleId, active }] of rules.entries()) {
      const style = styles.get(styleId)
      if (style === undefined || (active && !style.active))
        complaints.push({ field: `rules.${index}.styleId`, message: style === undefined ? 'unknown' : 'style_off' })
    }
    if (complaints.length > 0) throw new Refusal('style_choice_invalid', { fields: complaints })
    const saved = withIds(rules, before.rules)
    await updateStyleChoice(ctx.tx, saved)
    await audit(ctx, ctx.actor, 'style.chosen', 'style:choice', { rules: [before.rules, saved] }, '')
    record(ctx, styleChanged, { stream: 'account', by: ctx.actor, data: { styleId: 0 } })
    return { version: version + 1 }
  },
)

/** A rule keeps its id; one that is new, or whose id is none of those that were there, gets the next. */
function withIds(rules: readonly StyleRule[], before: readonly StoredStyleRule[]): StoredStyleRule[] {
  const free = new Set(before.map(({ id }) => id))
  let last = Math.max(0, ...free)
  return rules.map((rule) => {
    const isKept = rule.id !== undefined && free.delete(rule.id)
    return { ...rule, id: isKept && rule.id !== undefined ? rule.id : ++last }
  })
}

function complaintsOf({ title, conditions }: StyleRule, index: number): { field: string; message: string }[] {
  const place = `rules.${index}`
  return [
    ...(title.trim() === '' ? [{ field: `${place}.title`, message: 'missing' }] : []),
    ...(conditions.all.length + conditions.any.length === 0
      ? [{ field: `${place}.conditions`, message: 'missing' }]
      : []),
    ...problemsIn(conditions, startFields, 'start').map((problem) => ({
      ...problem,
      field: `${place}.${problem.field}`,
    })),
  ]
}

type Start = Pick<StartConversation, 'content' | 'page'> & { locale: string }

/** The style of a conversation that starts: by the first rule that holds, else the channel's own [CH8]. */
export async function styleFor(
  ctx: Context,
  actor: VisitorActor,
  channel: Channel,
  start: Start,
): Promise<StoredStyle | null> {
  const rules = (await findStyleChoice(ctx.tx)).rules.filter(({ active }) => active)
  if (rules.length > 0) {
    const state = await factsOf(ctx, actor, channel, { rules, start })
    for (const { conditions, styleId } of rules) {
      if (!compile(conditions, startFields)({ state, changes: {} })) continue
      const style = await findStyle(ctx.tx, styleId)
      if (style !== null) return style
    }
  }
  return findStyle(ctx.tx, channel.styleId)
}

async function factsOf(
  ctx: Context,
  actor: VisitorActor,
  { id, brandId }: Channel,
  { rules, start }: { rules: readonly StyleRule[]; start: Start },
): Promise<Record<string, unknown>> {
  const asked = new Set(
    rules.flatMap(({ conditions }) => [...conditions.all, ...conditions.any].map(({ field }) => field)),
  )
  return {
    channelId: id,
    brandId,
    // Regions of a language are that language here.
    locale: start.locale.split('-')[0],
    page: start.page?.url ?? null,
    message: start.content.text,
    signedIn: actor.signedIn,
    earlier: asked.has('earlier')
      ? ((await countConversations(ctx.tx, [actor.contactId])).get(actor.contactId) ?? 0)
      : null,
    online: asked.has('online') ? await anyoneOnline(ctx.tx) : null,
  }
}
