import { AxeBuilder } from '@axe-core/playwright'
import type { Page } from '@playwright/test'
import { surveyDefinition } from '../kit/surveys.ts'
import {
  colleague,
  conversationSaying,
  type Customer,
  expect,
  idOf,
  openDesk,
  openShop,
  setChannel,
  startWriting,
  test,
  type World,
} from './world.ts'

/** Where pictures of every screen go, when somebody wants to look at them. */
const PICTURES = process.env.CAUSERIE_PICTURES

async function check(page: Page, name: string): Promise<void> {
  if (PICTURES !== undefined) await page.screenshot({ path: `${PICTURES}/${name}.png` })
  const { violations } = await new AxeBuilder({ page })
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    // Experimental, and takes initials and numbers in an icon button for its label.
    .disableRules(['label-content-name-mismatch'])
    .analyze()
  expect(
    violations.map(({ id, nodes }) => `${name}: ${id} ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`),
  ).toEqual([])
}

async function conversationIn(world: World, customer: Customer, text: string): Promise<number> {
  await startWriting(customer)
  await customer.write(text)
  return conversationSaying(world, text)
}

const deskScreens = (conversationId: number): [name: string, address: string][] => [
  ['inbox', '/inbox/unassigned'],
  ['conversation', `/inbox/all/${conversationId}`],
  ['contacts', '/contacts'],
  ['settings', '/settings'],
  ['people', '/settings/people'],
  ['roles', '/settings/roles'],
  ['channels', '/settings/channels'],
  ['styles', '/settings/styles'],
  ['audit', '/settings/audit'],
]

for (const colorScheme of ['light', 'dark'] as const)
  for (const locale of ['en', 'fr'] as const)
    test(`every screen of the desk is accessible: ${colorScheme}, ${locale}`, async ({ browser, world }) => {
      await setChannel(world, { styleId: 1 })
      await world.command('profile.update', { locale })
      const customer = await openShop(browser, world)
      const id = await conversationIn(world, customer, `Where is my parcel? ${colorScheme} ${locale}`)
      const page = await openDesk(browser, world, { colorScheme, locale: locale === 'fr' ? 'fr-FR' : 'en-GB' })
      for (const [name, address] of deskScreens(id)) {
        await page.goto(`${world.desk}${address}`)
        await expect(page.getByRole('heading').first()).toBeVisible()
        await page.waitForLoadState('networkidle')
        await check(page, `desk-${name}-${colorScheme}-${locale}`)
      }
      await world.command('profile.update', { locale: 'en' })
    })

/** Screens that no journey of their own looks at. */
const otherScreens = {
  'beside the inbox': ['contacts/organizations', 'satisfaction', 'team', 'what-if'],
  'who and what': ['settings/groups', 'settings/brands', 'settings/mail'],
  fields: ['settings/fields', 'settings/forms', 'settings/statuses'],
  answers: ['settings/macros', 'settings/macros/new', 'settings/replies', 'settings/views', 'settings/webhooks/new'],
  asking: ['settings/surveys', 'settings/surveys/new', 'settings/webhooks', 'settings/styles/recipes'],
  routing: ['settings/routing', 'settings/queues', 'settings/queues/new', 'settings/skills', 'settings/skills/new'],
  agents: ['settings/capacity', 'settings/capacity/new', 'settings/agent-statuses'],
  rules: ['settings/triggers', 'settings/triggers/new', 'settings/automations/new', 'settings/messaging/new'],
}

/** Something in every list, so that lines are looked at and not only empty places. */
async function fillLists({ command, read }: World): Promise<void> {
  const isFilled = (await read<{ title: string }[]>('/api/v1/macros')).some(({ title }) => title === 'Say goodbye')
  if (isFilled) return
  const definition = { actions: [{ do: 'add_tags', tags: ['bye'] }] }
  const sharing = { with: 'everybody' }
  await command('macro.save', { title: 'Say goodbye', category: 'Endings', active: true, sharing, definition })
  await command('saved_reply.save', { shortcut: 'bye', texts: { en: 'Goodbye' }, shared: true })
  await command('survey.save', { name: 'Looked at', active: false, definition: surveyDefinition })
  await command('webhook.save', { name: 'CRM', url: 'https://example.com/hook', events: [], active: false })
  await command('skill.save', { name: 'French', agents: [] })
  await command('capacity_rule.save', { name: 'Beginners', email: 2, messaging: 1, call: 0, userIds: [] })
  const status = { names: { en: 'Lunch', fr: 'Déjeuner' }, email: 'away', messaging: 'away', call: 'away' }
  await command('agent_status.save', { ...status, isBreak: true })
  await command('queue.save', {
    name: 'Looked at',
    active: false,
    orderedBy: 'priority',
    conditions: { all: [{ field: 'priority', operator: 'is', value: 'urgent' }], any: [] },
    shares: [{ percent: 100, groupIds: [1] }],
    secondaryGroupIds: [],
    overflowSeconds: null,
    overflowQueueId: null,
    targetPercent: 90,
    targetSeconds: 60,
  })
}

for (const [colorScheme, locale] of [
  ['light', 'fr'],
  ['dark', 'en'],
] as const)
  for (const [what, addresses] of Object.entries(otherScreens))
    test(`the other screens are accessible, ${what}: ${colorScheme}, ${locale}`, async ({ browser, world }) => {
      test.setTimeout(300_000)
      await fillLists(world)
      await world.command('profile.update', { locale })
      const options = { colorScheme, locale: locale === 'fr' ? 'fr-FR' : 'en-GB' }
      const page = await openDesk(browser, world, options, `/${addresses[0]}`)
      for (const address of addresses) {
        await page.goto(`${world.desk}/${address}`)
        await expect(page.getByRole('heading').first()).toBeVisible()
        await page.waitForLoadState('networkidle')
        await check(page, `desk-${address.replaceAll('/', '-')}-${colorScheme}-${locale}`)
      }
      await world.command('profile.update', { locale: 'en' })
    })

for (const colorScheme of ['light', 'dark'] as const)
  for (const locale of ['en-GB', 'fr-FR'])
    test(`the widget is accessible: ${colorScheme}, ${locale}`, async ({ browser, world }) => {
      const customer = await openShop(browser, world, { colorScheme, locale })
      await expect(customer.widget.getByRole('heading').first()).toBeVisible()
      await check(customer.page, `widget-home-${colorScheme}-${locale}`)
      await startWriting(customer, /write to us|écrivez-nous/i)
      await customer.write('Bonjour, hello')
      await check(customer.page, `widget-thread-${colorScheme}-${locale}`)
    })

test('signing in works and is accessible', async ({ browser, world }) => {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' })).newPage()
  await page.goto(`${world.desk}/inbox`)
  await expect(page).toHaveURL(/sign-in/)
  await check(page, 'sign-in')
  await page.getByLabel('Email').fill('lea@example.com')
  await page.locator('input[type=password]').fill('not the password')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('alert')).toBeVisible()
  await page.locator('input[type=password]').fill('correct horse battery')
  await page.getByRole('button', { name: 'Sign in' }).click()
  await expect(page.getByRole('heading', { name: 'Unassigned' })).toBeVisible()
})

for (const colorScheme of ['light', 'dark'] as const)
  test(`a forgotten password: asked for, and chosen anew behind the link; accessible, ${colorScheme} [ID4]`, async ({
    browser,
    world,
  }) => {
    const anybody = { viewport: { width: 390, height: 844 }, colorScheme, locale: 'fr-FR' }
    const page = await (await browser.newContext(anybody)).newPage()
    await page.goto(`${world.desk}/sign-in`)
    await page.getByRole('link', { name: 'Mot de passe oublié' }).click()
    await expect(page.getByRole('heading', { name: 'Choisir un nouveau mot de passe' })).toBeVisible()
    await check(page, `forgot-${colorScheme}`)
    await page.getByLabel('Adresse e-mail').fill('lea@example.com')
    await page.getByRole('button', { name: 'M’envoyer un lien' }).click()
    // No mail server is set here: it says so, and whom to ask.
    await expect(page.getByRole('alert')).toBeVisible()
    await check(page, `forgot-refused-${colorScheme}`)
    const name = `Oubli ${colorScheme}`
    await colleague(world, { name, email: `oubli-${colorScheme}@example.com`, role: 'agent' })
    const { link } = await world.command('user.renew_invitation', { userId: await idOf(world, name) })
    await page.goto(`${world.desk}${String(link)}`)
    const password = page.getByLabel('Nouveau mot de passe')
    await expect(password).toBeFocused()
    await check(page, `reset-${colorScheme}`)
    await password.fill('un nouveau secret')
    await page.getByRole('button', { name: 'Continuer' }).click()
    await expect(page).toHaveURL(/inbox/)
  })

test('the desk on a phone is a stack: list, thread, back [S4.10]', async ({ browser, world }) => {
  const customer = await openShop(browser, world)
  await conversationIn(world, customer, 'A question from the train')
  const phone = await openDesk(browser, world, { viewport: { width: 390, height: 844 }, hasTouch: true })
  await phone.getByRole('listitem').filter({ hasText: 'A question from the train' }).first().click()
  await expect(phone.getByRole('log', { name: 'Messages' })).toBeVisible()
  await check(phone, 'desk-phone-conversation')
})
