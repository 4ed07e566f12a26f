import {
  conversationSaying,
  expect,
  openShop,
  openWidget,
  setChannel,
  startWriting,
  test,
  type World,
} from './world.ts'

const reply = (world: World, conversationId: number, text: string) =>
  world.command('ticket.submit', {
    conversationId,
    message: {
      messageId: `0198c0de-0000-7000-8000-${String(Date.now() % 1e12).padStart(12, '0')}`,
      content: { text },
      visibility: 'public',
    },
  })

test('a reload and a second tab go on in the same conversation [S2.3, S4.6, S4.12]', async ({ browser, world }) => {
  await setChannel(world, { styleId: 1 })
  const customer = await openShop(browser, world)
  await startWriting(customer)
  await customer.write('First tab speaking')
  await customer.comeBack()
  await expect(customer.widget.getByText('First tab speaking').first()).toBeVisible()
  if (!(await customer.widget.locator('textarea').isVisible()))
    await customer.widget.getByText('First tab speaking').first().click()

  const second = await customer.page.context().newPage()
  await second.goto(world.shop)
  const widget = await openWidget(second)
  await expect(widget.getByText('First tab speaking').first()).toBeVisible()
  if (!(await widget.locator('textarea').isVisible())) await widget.getByText('First tab speaking').first().click()
  await widget.locator('textarea').fill('Second tab speaking')
  await widget.locator('textarea').press('Enter')
  await expect(customer.widget.getByText('Second tab speaking')).toBeVisible()
  const conversationId = await conversationSaying(world, 'Second tab speaking')
  await reply(world, conversationId, 'Both tabs hear me')
  await expect(customer.widget.getByText('Both tabs hear me')).toBeVisible()
  await expect(widget.getByText('Both tabs hear me')).toBeVisible()
})

test('written offline, it is sent when the line is back, once and in order [S4.16]', async ({ browser, world }) => {
  const customer = await openShop(browser, world)
  await startWriting(customer)
  await customer.write('Before the tunnel')
  const conversationId = await conversationSaying(world, 'Before the tunnel')
  await customer.page.context().setOffline(true)
  for (const text of ['In the tunnel, one', 'In the tunnel, two']) {
    await customer.widget.locator('textarea').fill(text)
    await customer.widget.locator('textarea').press('Enter')
  }
  await customer.page.context().setOffline(false)
  await expect
    .poll(
      async () => {
        const { events } = await world.read<{ events: { type: string; data: { message?: { text: string } } }[] }>(
          `/api/v1/conversations/${conversationId}/thread`,
        )
        return events.flatMap(({ type, data }) => (type === 'message.sent' ? [data.message?.text] : []))
      },
      { timeout: 60_000 },
    )
    .toEqual(['Before the tunnel', 'In the tunnel, one', 'In the tunnel, two'])
})

test('on a phone the widget fills the screen, in French, by keyboard, and Escape goes back [S4.10, S4.13]', async ({
  browser,
  world,
}) => {
  const customer = await openShop(browser, world, {
    viewport: { width: 390, height: 844 },
    hasTouch: true,
    locale: 'fr-FR',
  })
  const frame = await customer.widget.frameElement()
  await expect.poll(async () => (await frame.boundingBox())?.width).toBe(390)
  await startWriting(customer, /écrivez-nous/i)
  await customer.write('Bonjour, où est ma commande ?')
  await expect(customer.widget.getByText(/Envoyé/).first()).toBeVisible()
})

test('HTML and script in a message are shown as text, on both sides', async ({ browser, world }) => {
  const customer = await openShop(browser, world)
  const shown: string[] = []
  customer.page.on('dialog', (dialog) => {
    shown.push(dialog.message())
    void dialog.dismiss()
  })
  await startWriting(customer)
  const text = '<img src=x onerror=alert(1)><script>alert(2)</script>'
  await customer.write(text)
  await expect(customer.widget.getByText(text).first()).toBeVisible()
  expect(await customer.widget.locator('img[src="x"]').count()).toBe(0)
  expect(shown).toEqual([])
})
