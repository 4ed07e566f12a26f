import { findStyle, spokenIn } from '../../channels/index.ts'
import { setLocale } from '../../conversations/index.ts'
import { putRow, rowOf } from '../../tickets/index.ts'
import type { ActionKind } from './action.ts'

/** In which language the customer gets texts, reminders among them, from now on [RU22]. What he was told stays as it was. */
export const setLanguage: ActionKind<'set_language'> = {
  async effect(_ticket, { locale }, { ctx, rule, update, conversation }) {
    const open = await conversation()
    if (open.closed !== null || open.locale === locale) return null
    const style = spokenIn(open.style, await findStyle(ctx.tx, open.style.id), locale)
    Object.assign(open, await setLocale(ctx, { kind: 'rule', ruleId: rule.id }, open, { locale, style }))
    const row = rowOf(ctx, open.id)
    if (row !== null) putRow(ctx, { ...row, locale })
    // What comes next, of this rule or another, reads it.
    update.state = { ...update.state, locale }
    return `set_language:${locale}`
  },
}
