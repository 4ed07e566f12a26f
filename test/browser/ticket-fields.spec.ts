import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import type { ConversationSnapshot, TicketDefinitions } from '../../server/tickets/contract.ts'
import { conversationSaying, expect, openDesk, openShop, startWriting, test, type World } from './world.ts'

const SOON = { timeout: 30_000 }

async function accessible(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page }).exclude('[data-live-announcer]').analyze()
  expect(
    violations.map(({ id, nodes }) => `${id} ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`),
  ).toEqual([])
}

const options = (...keys: string[]) => keys.map((key) => ({ key: key.toLowerCase(), label: { en: key } }))

/** One field of each kind on a form of their own; the default form, which other journeys fill in, stays as it was. */
async function complaintForm(world: World): Promise<{ name: string; remove(): Promise<void> }> {
  const { forms } = await world.read<TicketDefinitions>('/api/v1/ticket-definitions')
  const standard = forms.find(({ isDefault }) => isDefault)
  const make = async (kind: string, title: string, more = {}) =>
    (
      (await world.command('ticket_field.save', {
        kind,
        title: { en: title },
        customerTitle: {},
        help: {},
        options: [],
        pattern: null,
        requiredOnSolve: false,
        customer: 'hidden',
        active: true,
        ...more,
      })) as { id: number }
    ).id
  const reason = await make('dropdown', 'Reason', { options: options('Broken', 'Late') })
  const serial = await make('pattern', 'Serial', { pattern: '[A-Z]{2}[0-9]{4}' })
  const others = [
    await make('text', 'Invoice'),
    await make('multiline', 'What happened'),
    await make('number', 'Worth'),
    await make('date', 'Bought on'),
    await make('multiselect', 'Products', { options: options('Kettle', 'Cup') }),
    await make('checkbox', 'Wants it back'),
  ]
  const fieldIds = [reason, serial, ...others]
  const conditions = [{ parent: reason, values: ['broken'], child: serial, required: true }]
  const form = { conditions, brandIds: [], isDefault: false, active: true }
  const { id } = await world.command('ticket_form.save', { ...form, name: { en: 'Complaint' }, fieldIds })
  if (standard) await world.command('ticket_form.save', standard)
  return {
    name: 'Complaint',
    async remove() {
      await world.command('ticket_form.delete', { formId: id })
      for (const fieldId of fieldIds) await world.command('ticket_field.delete', { fieldId })
    },
  }
}

test('fields of each kind are filled in by the keyboard; one answer shows the next field, Solved waits for it and leads there, the history tells [TK10] [TK11] [TK13]', async ({
  browser,
  world,
}) => {
  test.setTimeout(240_000)
  const form = await complaintForm(world)
  const customer = await openShop(browser, world)
  await startWriting(customer)
  await customer.write('The spout came off')
  const id = await conversationSaying(world, 'The spout came off')
  const ticket = async () => (await world.read<ConversationSnapshot>(`/api/v1/conversations/${id}`)).ticket
  const page = await openDesk(browser, world, {}, `/inbox/all/${id}`)
  const field = (name: string) => page.getByRole('textbox', { name, exact: true })

  await page.getByRole('button', { name: /^Form:/ }).press('Enter')
  await page
    .getByRole('menuitemradio', { name: form.name })
    .or(page.getByRole('menuitem', { name: form.name }))
    .click()
  await expect(field('Invoice')).toBeVisible(SOON)
  await expect(field('Serial *')).toHaveCount(0)
  await field('Invoice').fill('2031-7')
  await field('Invoice').press('Enter')
  await field('What happened').fill('It came off\nin the hand')
  await field('Worth').fill('12,50')
  await field('Worth').press('Enter')
  await page.getByLabel('Bought on').fill('2031-05-01')
  await page.getByLabel('Bought on').press('Enter')
  await page.getByRole('button', { name: 'Add to Products' }).press('Enter')
  await expect(page.getByRole('menuitem', { name: 'Cup' })).toBeVisible()
  await page.keyboard.type('cup')
  await expect(page.getByRole('menuitem', { name: 'Kettle' })).toHaveCount(0)
  await page.keyboard.press('ArrowDown')
  await page.keyboard.press('Enter')
  await page.getByRole('checkbox', { name: 'Wants it back' }).press('Space')
  const wanted = ['2031-7', 'It came off\nin the hand', 12.5, '2031-05-01', ['cup'], true]
  await expect
    .poll(
      async () =>
        Object.values((await ticket())?.fields ?? {})
          .map((value) => JSON.stringify(value))
          .toSorted(),
      SOON,
    )
    .toEqual(wanted.map((value) => JSON.stringify(value)).toSorted())

  await page.getByRole('button', { name: /Reason/ }).press('Enter')
  await page.keyboard.type('Bro')
  await page.keyboard.press('Enter')
  await expect(field('Serial *')).toBeVisible(SOON)
  await accessible(page)
  await page.getByRole('button', { name: 'Submit as' }).click()
  await page.getByRole('menuitem', { name: /solved/i }).click()
  await expect(page.getByText(/Fill in Serial first/).first()).toBeVisible()
  await expect(field('Serial *')).toBeFocused()
  await field('Serial *').fill('none')
  await field('Serial *').press('Enter')
  await expect(page.getByText('This does not have the form it should.')).toBeVisible(SOON)
  await field('Serial *').fill('AB1234')
  await field('Serial *').press('Enter')
  await expect(page.getByText('This does not have the form it should.')).toHaveCount(0, SOON)
  await page.getByRole('button', { name: 'Submit as' }).click()
  await page.getByRole('menuitem', { name: /solved/i }).click()
  await expect.poll(async () => (await ticket())?.status, SOON).toMatch(/solved|closed/)

  await page.getByRole('button', { name: 'More actions' }).filter({ visible: true }).click()
  await page.getByRole('menuitem', { name: 'Ticket history…' }).click()
  const history = page.getByRole('dialog')
  await history.getByRole('button', { name: /What/ }).click()
  await page.getByRole('option', { name: /Fields and tags/ }).click()
  await expect(history.getByText('AB1234')).toBeVisible(SOON)
  await expect(history.getByText('Broken').first()).toBeVisible()
  await accessible(page)
  await form.remove()
})
