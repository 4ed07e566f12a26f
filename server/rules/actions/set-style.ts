import { findChannel, findStyle, styleCopy } from '../../channels/index.ts'
import { setStyle as giveStyle } from '../../conversations/index.ts'
import { Refusal } from '../../platform/pure/refusal.ts'
import { putRow, rowOf } from '../../tickets/index.ts'
import type { ActionKind } from './action.ts'

/** The conversation goes on as another style says; what was timed before keeps its time [RU19]. */
export const setStyle: ActionKind<'set_style'> = {
  named: ({ styleId }) => ({ styles: [styleId] }),
  async effect(_ticket, { styleId }, { ctx, rule, update, conversation }) {
    const open = await conversation()
    if (open.closed !== null || open.style.id === styleId) return null
    const style = await findStyle(ctx.tx, styleId)
    if (style === null) throw new Refusal('style_not_found')
    const channel = await findChannel(ctx.tx, open.channelId)
    const copy = styleCopy(style, [open.locale, ...(channel === null ? [] : [channel.defaultLocale])])
    Object.assign(open, await giveStyle(ctx, { kind: 'rule', ruleId: rule.id }, open, copy))
    const row = rowOf(ctx, open.id)
    if (row !== null) putRow(ctx, { ...row, styleKind: copy.kind })
    // What comes next, of this rule or another, reads it.
    update.state = { ...update.state, style: copy.kind }
    return `set_style:${copy.name}`
  },
}
