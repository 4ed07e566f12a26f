import type { ConversationSnapshot, SubmitTicket, TicketChanges, TicketView } from '../../../server/tickets/contract.ts'
import { useRefusalText } from '../../kit/i18n.tsx'
import { Refused } from '../../kit/http.ts'
import { useConfirm } from '../../kit/ui/confirm.tsx'
import { toast } from '../../kit/ui/toast.ts'
import { useColleagues, useDefinitions } from '../app/queries.ts'
import { useSaid } from '../app/said.ts'
import { useDeskText } from '../app/text.ts'
import { primaryEmail } from '../context/identities.ts'
import { nameOf } from '../inbox/Row.tsx'
import { useDesk } from '../shell/DeskContext.tsx'
import { asked, missingOf } from './missing.ts'
import { useTicketText } from './text.ts'

/** What an agent does with the conversation in front of him; refusals are told, not thrown. */
export function useTicket({ conversation, contact, ticket }: ConversationSnapshot) {
  const t = useDeskText()
  const say = useRefusalText()
  const confirm = useConfirm()
  const { desk } = useDesk()
  const colleagues = useColleagues()
  const definitions = useDefinitions().data
  const said = useSaid()
  const ticketText = useTicketText()
  const conversationId = conversation.id
  const told = async (work: () => Promise<unknown>, done?: string): Promise<boolean> => {
    try {
      await work()
      if (done) toast({ text: done, tone: 'ok' })
      return true
    } catch (error) {
      toast({ text: say(error), tone: 'bad' })
      return false
    }
  }

  const take = async (anyway = false): Promise<void> => {
    try {
      await desk.do('ticket.take', { conversationId, ...(anyway && { anyway }) })
    } catch (error) {
      if (!(error instanceof Refused) || error.code !== 'already_assigned') {
        toast({ text: say(error), tone: 'bad' })
        return
      }
      const holder = colleagues.find(({ id }) => id === ticket?.assigneeId)?.name ?? t('someone')
      const yes = await confirm({ title: t('take.title', { name: holder }), text: t('take.text'), yes: t('take.yes') })
      if (yes) await take(true)
    }
  }

  /** What Solved still waits for is asked for in the panel; nothing is sent. */
  const askFor = (fieldIds: readonly number[]): void => {
    asked.set({ conversationId, fieldIds })
    const names = fieldIds.map((id) => said(definitions?.fields.find((field) => field.id === id)?.title ?? {}))
    toast({ text: ticketText('solve.missing', { n: names.length, names: names.join(', ') }), tone: 'bad' })
  }

  return {
    mayBeSolved(of: TicketView): boolean {
      const fieldIds = of.status === 'solved' ? [] : missingOf(definitions, of)
      if (fieldIds.length > 0) askFor(fieldIds)
      return fieldIds.length === 0
    },
    change: (changes: TicketChanges, madeWith?: Pick<SubmitTicket, 'macroIds' | 'withoutSurvey'>) =>
      told(() => desk.submit(conversationId, changes, madeWith)),
    take,
    async endSession(): Promise<void> {
      const name = nameOf({ ...contact, email: primaryEmail(contact) }, t)
      const yes = await confirm({ title: t('end.title'), text: t('end.text', { name }), yes: t('end.yes') })
      if (yes) await told(() => desk.do('session.end', { conversationId }), t('end.done'))
    },
    async block(): Promise<void> {
      const name = nameOf({ ...contact, email: primaryEmail(contact) }, t)
      if (contact.blocked)
        return void (await told(
          () => desk.changeContact('contact.unblock', { contactId: contact.id }),
          t('block.undone', { name }),
        ))
      const yes = await confirm({
        title: t('block.title', { name }),
        text: t('block.text'),
        yes: t('block.yes'),
        isDanger: true,
      })
      if (yes)
        await told(() => desk.changeContact('contact.block', { contactId: contact.id }), t('block.done', { name }))
    },
    told,
  }
}
