import { conversationSaying, expect, openDesk, openShop, startWriting, test } from './world.ts'

const IMAGE = '<img src=x onerror=alert(1)>'
const SCRIPT = '<script>alert(2)</script>'

test('markup in names, messages and file names is text in the desk, and in the widget too', async ({
  browser,
  world,
}) => {
  const customer = await openShop(browser, world)
  const alarms: string[] = []
  customer.page.on('dialog', (dialog) => void dialog.dismiss().then(() => alarms.push('widget')))
  await startWriting(customer)
  await customer.write(`${IMAGE} ${SCRIPT}`)
  const conversationId = await conversationSaying(world, `${IMAGE} ${SCRIPT}`)
  const { contact } = await world.read<{ contact: { id: number } }>(`/api/v1/conversations/${conversationId}`)
  await world.command('contact.update', { contactId: contact.id, name: `Eve ${IMAGE}` })
  await customer.widget.evaluate(() => {
    const dropped = new DataTransfer()
    dropped.items.add(new File(['hello'], '<b onclick=alert(3)>bill<b>.txt', { type: 'text/plain' }))
    document
      .querySelector('main')
      ?.dispatchEvent(new DragEvent('drop', { dataTransfer: dropped, bubbles: true, cancelable: true }))
  })
  await expect(customer.widget.getByText('bill<b>.txt').first()).toBeVisible()
  await customer.widget.locator('textarea').fill('see the file')
  // Once the file is up.
  await expect(customer.widget.getByRole('button', { name: 'Send' })).toBeEnabled()
  await customer.widget.getByRole('button', { name: 'Send' }).click()

  const desk = await openDesk(browser, world, {}, `/inbox/all/${conversationId}`)
  desk.on('dialog', (dialog) => void dialog.dismiss().then(() => alarms.push('desk')))
  await expect(desk.getByText(SCRIPT).first()).toBeVisible()
  await expect(desk.getByText(`Eve ${IMAGE}`).first()).toBeVisible()
  await expect(desk.getByText('<b onclick=alert(3)>bill<b>.txt').first()).toBeVisible()
  expect(await desk.locator('img[src="x"], b[onclick]').count()).toBe(0)
  expect(await customer.widget.locator('img[src="x"], b[onclick]').count()).toBe(0)
  expect(alarms).toEqual([])
})
