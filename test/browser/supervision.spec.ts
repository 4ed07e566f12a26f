import type { Page } from '@playwright/test'
import { routed } from './routed.ts'
import { colleague, conversationSaying, expect, idOf, openDesk, openShop, startWriting, test } from './world.ts'

const SOON = { timeout: 30_000 }

test('a supervisor watches a conversation, whispers to its agent and takes over; the customer goes on [RO12]', async ({
  browser,
  world,
}) => {
  test.setTimeout(240_000)
  await routed(world, async (statusOf) => {
    const nora = await colleague(world, { name: 'Nora Blanc', email: 'nora@example.com', role: 'agent' })
    await nora.command('agent_status.choose', { statusId: statusOf('offline') })
    const customer = await openShop(browser, world)
    await startWriting(customer)
    await customer.write('Can I change my order?')
    const id = await conversationSaying(world, 'Can I change my order?')
    await world.command('ticket.submit', {
      conversationId: id,
      changes: { assigneeId: await idOf(world, 'Nora Blanc') },
    })
    const agent = await openDesk(browser, nora, {}, `/inbox/all/${id}`)
    await reply(agent, 'Let me look')
    await expect(customer.widget.getByText('Let me look').first()).toBeVisible(SOON)

    // Watches: from the team's page to the thread, where it goes on live.
    const lead = await openDesk(browser, world, {}, '/team')
    await lead.getByRole('button', { name: 'Show what Nora Blanc holds' }).click(SOON)
    const held = lead
      .getByRole('list', { name: 'What Nora Blanc holds' })
      .getByRole('listitem')
      .filter({ hasText: 'Can I change my order?' })
    await expect(held).toBeVisible(SOON)
    const watching = await openDesk(browser, world, {}, `/inbox/all/${id}`)
    await expect(watching.getByText('Let me look').first()).toBeVisible(SOON)
    await customer.write('It left yesterday')
    await expect(watching.getByText('It left yesterday').first()).toBeVisible(SOON)

    // Whispers: a note that its agent sees, and the customer never.
    await held.getByRole('button', { name: 'Whisper' }).click()
    await lead.getByRole('textbox', { name: 'What would help now?' }).fill('Offer a free return')
    await lead.getByRole('button', { name: 'Send the note' }).click()
    await expect(agent.getByText('Offer a free return').first()).toBeVisible(SOON)
    await expect(agent.getByText('mentions you').first()).toBeVisible(SOON)

    // Takes over: the agent is told, and the customer goes on with the lead.
    await held.getByRole('button', { name: 'Take over' }).click()
    await lead.getByRole('alertdialog').getByRole('button', { name: 'Take over' }).click()
    await expect(agent.getByText('Léa Karim has taken over this conversation.').first()).toBeVisible(SOON)
    await expect(held).toHaveCount(0, SOON)
    await reply(watching, 'I can help from here')
    await expect(customer.widget.getByText('I can help from here').first()).toBeVisible(SOON)
    // What was written to the team before it is not among what the customer has by now, nor after a return.
    await customer.comeBack()
    await customer.widget.getByText('I can help from here').first().click(SOON)
    await expect(customer.widget.getByText('It left yesterday').first()).toBeVisible(SOON)
    await expect(customer.widget.getByText('Offer a free return')).toHaveCount(0)
    await expect(customer.widget.getByText('has taken over this conversation')).toHaveCount(0)
  })
})

async function reply(page: Page, text: string): Promise<void> {
  const editor = page.getByRole('textbox', { name: 'Public reply' })
  await expect(editor).toBeVisible(SOON)
  await editor.fill(text)
  await editor.press('Control+Enter')
}
