import { AxeBuilder } from '@axe-core/playwright'
import type { Browser, Page } from '@playwright/test'
import { SignJWT } from 'jose'
import { expect, openDesk, test, type World } from './world.ts'

const PASSWORD = 'a long walk by the sea'

async function check(page: Page): Promise<void> {
  const { violations } = await new AxeBuilder({ page })
    // React Aria's own live region: what it names goes when a dialog closes, a moment before the region does.
    .exclude('[data-live-announcer]')
    .withTags(['wcag2a', 'wcag2aa', 'wcag21a', 'wcag21aa', 'wcag22aa'])
    .analyze()
  expect(
    violations.map(({ id, nodes }) => `${id} ${nodes.map((node) => node.html.slice(0, 160)).join(' | ')}`),
  ).toEqual([])
}

const openSettings = (browser: Browser, world: World, place: string): Promise<Page> =>
  openDesk(browser, world, {}, `/settings/${place}`)

/** Invites by the screen, and takes the link that is shown. */
async function invite(page: Page, { email, name }: { email: string; name: string }): Promise<string> {
  await page.getByRole('button', { name: 'Invite a person' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Email').fill(email)
  await dialog.getByLabel('Name').fill(name)
  await dialog.getByRole('checkbox', { name: 'Support' }).check({ force: true })
  await check(page)
  await dialog.getByRole('button', { name: 'Make the invitation' }).click()
  const link = await dialog.getByRole('group', { name: 'One-time link' }).textContent()
  await dialog.getByRole('button', { name: 'Done' }).click()
  return link ?? ''
}

async function join(browser: Browser, link: string): Promise<Page> {
  const page = await (await browser.newContext({ viewport: { width: 1280, height: 800 }, locale: 'en-GB' })).newPage()
  await page.goto(link)
  await page.locator('input[type=password]').fill(PASSWORD)
  await page.getByRole('button', { name: 'Continue' }).click()
  await expect(page).toHaveURL(/inbox/)
  return page
}

test('a person is invited, joins by the link, loses access at once, and gets it back [ID2][ID4][ID8]', async ({
  browser,
  world,
}) => {
  const page = await openSettings(browser, world, 'people')
  const jo = { email: 'jo@example.com', name: 'Jo Pham' }
  const link = await invite(page, jo)
  const row = page.getByRole('row', { name: /Jo Pham/ })
  await expect(row).toContainText('Invited')

  const theirs = await join(browser, link)
  await expect(row).not.toContainText('Invited')

  // The same address again is refused beside its field.
  await page.getByRole('button', { name: 'Invite a person' }).click()
  await page.getByRole('dialog').getByLabel('Email').fill(jo.email)
  await page.getByRole('dialog').getByLabel('Name').fill('Somebody else')
  await page.getByRole('button', { name: 'Make the invitation' }).click()
  await expect(page.getByRole('dialog')).toContainText('Somebody here has this email address already.')
  await page.getByRole('button', { name: 'Cancel' }).click()

  await page.getByRole('link', { name: 'Jo Pham' }).click()
  await expect(page.getByRole('heading', { name: 'Access' })).toBeVisible()
  await check(page)
  await page.getByRole('button', { name: 'Deactivate' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Deactivate' }).click()
  await expect(page.getByText('Jo Pham cannot sign in.')).toBeVisible()
  await expect(theirs).toHaveURL(/sign-in/)

  await page.getByRole('button', { name: 'Reactivate' }).click()
  await expect(page.getByText(/Jo Pham can sign in[,.]/)).toBeVisible()
  await theirs.getByLabel('Email').fill(jo.email)
  await theirs.locator('input[type=password]').fill(PASSWORD)
  await theirs.getByRole('button', { name: 'Sign in' }).click()
  await expect(theirs).toHaveURL(/inbox/)
})

test('an own role decides what somebody sees; while somebody has it, it stays [ID10][S2.35]', async ({
  browser,
  world,
}) => {
  const page = await openSettings(browser, world, 'people')
  const theirs = await join(browser, await invite(page, { email: 'kim@example.com', name: 'Kim Roux' }))
  // Whoever answers customers keeps macros and views of his own there, and sees nothing of the rest.
  await theirs.getByRole('link', { name: 'Settings', exact: true }).click()
  await expect(theirs.getByRole('link', { name: 'Macros' }).first()).toBeVisible()
  await expect(theirs.getByRole('link', { name: /Audit log|People|Channels/ })).toHaveCount(0)
  await theirs.getByRole('link', { name: 'Inbox', exact: true }).click()

  await page.goto(`${world.desk}/settings/roles/new`)
  await page.getByLabel('Name of the role').fill('Auditor')
  await page.getByText('Only conversations assigned to them').click()
  await page.getByText('Read the audit log').click()
  await page.getByText('See conversations and tickets.').click()
  await check(page)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('heading', { name: 'Auditor' })).toBeVisible()
  await expect(page.getByText('Nobody has this role: it can be deleted.')).toBeVisible()

  await page.goto(`${world.desk}/settings/people`)
  await page.getByRole('link', { name: 'Kim Roux' }).click()
  await page.getByRole('button', { name: /Role/ }).click()
  await page.getByRole('option', { name: /Auditor/ }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved.')).toBeVisible()

  // The new rights count where the person is signed in already.
  await expect(theirs.getByText('Your role does not read conversations')).toBeVisible()
  await expect(theirs.getByRole('link', { name: 'Inbox', exact: true })).toHaveCount(0)
  await theirs.getByRole('link', { name: 'Settings', exact: true }).click()
  await expect(theirs.getByRole('link', { name: 'Audit log' }).first()).toBeVisible()
  await expect(theirs.getByRole('link', { name: 'People' })).toHaveCount(0)
  await theirs.goto(`${world.desk}/settings/people`)
  await expect(theirs.getByText('Your role does not include this')).toBeVisible()

  await page.goto(`${world.desk}/settings/roles`)
  await page.getByRole('link', { name: /Auditor/ }).click()
  await expect(page.getByRole('button', { name: 'Delete the role' })).toBeDisabled()
})

test('the widget is seen as one types, saved as a whole, and nothing is lost by a wrong click', async ({
  browser,
  world,
}) => {
  const page = await openSettings(browser, world, 'channels')
  await page.getByRole('link', { name: /Website/ }).click()
  await page.getByRole('tab', { name: 'Texts' }).click()
  const preview = page.frameLocator('iframe')
  await expect(preview.getByRole('heading', { name: 'Hello, how can we help?' })).toBeVisible()
  const greeting = page.locator('textarea[lang=en]').first()
  await greeting.fill('Good day from the shop')
  await expect(preview.getByRole('heading', { name: 'Good day from the shop' })).toBeVisible()
  await check(page)

  await page.getByRole('link', { name: 'People' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Stay here' }).click()
  await expect(greeting).toHaveValue('Good day from the shop')

  // Without a greeting in the default language there is nothing to save.
  await greeting.fill('')
  await page.getByRole('tab', { name: 'Look' }).click()
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('tab', { name: /Texts/ })).toHaveAttribute('aria-selected', 'true')
  await expect(page.getByText('The widget needs this text in its default language.')).toBeVisible()
  await greeting.fill('Good day from the shop')
  await page.locator('textarea[lang=fr]').first().fill('')
  await expect(page.getByText('Missing: English is shown')).toBeVisible()
  await page.getByRole('tab', { name: 'Look' }).click()
  await page.getByLabel('Colour', { exact: true }).fill('#ffe000')
  await expect(page.getByText(/hard to see/)).toBeVisible()
  await page.getByLabel('Colour', { exact: true }).fill('#0f766e')
  await expect(page.getByText(/stands out/)).toBeVisible()
  await check(page)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByText('Saved. Open widgets follow within a minute.')).toBeVisible()

  type Channel = { key: string; settings: { greeting: Record<string, string>; appearance: { colour: string } } }
  const [channel] = await world.read<Channel[]>('/api/v1/channels')
  expect(channel?.settings.greeting).toEqual({ en: 'Good day from the shop' })
  expect(channel?.settings.appearance.colour).toBe('#0f766e')
  // A language without a greeting is not offered.
  const config = await world.read<{ locale: string; greeting: string }>(
    `/api/v1/widget/config/${channel?.key}?locale=fr`,
  )
  expect([config.locale, config.greeting]).toEqual(['en', 'Good day from the shop'])
})

test('a new widget begins in both languages, and takes sites as people type them', async ({ browser, world }) => {
  const page = await openSettings(browser, world, 'channels')
  await page.getByRole('button', { name: 'New widget' }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByLabel('Name').fill('Outlet')
  await dialog.getByLabel('Site').fill('not a site')
  await dialog.getByRole('button', { name: 'Make the widget' }).click()
  await expect(dialog.getByText(/This is no address of a site/)).toBeVisible()
  await dialog.getByLabel('Site').fill('Outlet.example/cart')
  await check(page)
  await dialog.getByRole('button', { name: 'Make the widget' }).click()
  await expect(page.getByRole('heading', { name: 'Outlet' })).toBeVisible()
  await expect(page.getByText('https://outlet.example', { exact: true })).toBeVisible()
  await page.getByRole('tab', { name: 'Install' }).click()
  const channels =
    await world.read<{ name: string; snippet: string; settings: { greeting: object } }[]>('/api/v1/channels')
  const made = channels.find(({ name }) => name === 'Outlet')
  expect(Object.keys(made?.settings.greeting ?? {})).toEqual(['en', 'fr'])
  await expect(page.getByRole('group', { name: 'Snippet' })).toHaveText(made?.snippet ?? '')
  await check(page)
})

test('the secret of a signing key is told once, and signs a login until it is removed', async ({ browser, world }) => {
  const page = await openSettings(browser, world, 'channels')
  await page.getByRole('link', { name: /Website/ }).click()
  await page.getByRole('tab', { name: 'Verified login' }).click()
  await page.getByRole('button', { name: 'Make a key' }).click()
  const dialog = page.getByRole('alertdialog')
  const kid = (await dialog.getByRole('group', { name: 'Key id (kid)' }).textContent()) ?? ''
  const secret = (await dialog.getByRole('group', { name: 'Secret' }).textContent()) ?? ''
  expect(secret.length).toBeGreaterThan(30)
  await check(page)
  await dialog.getByRole('button', { name: 'I have kept it' }).click()
  await page.reload()
  await expect(page.getByText(kid).first()).toBeVisible()
  await expect(page.getByText(secret)).toHaveCount(0)

  expect(await signIn(world, kid, secret)).toBe(200)
  await page.getByRole('button', { name: `Remove the key ${kid}` }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Remove' }).click()
  await expect(page.getByText('No key yet')).toBeVisible()
  expect(await signIn(world, kid, secret)).toBe(401)
})

/** As a customer's own site would: a new visitor, then a token that its server has signed. */
async function signIn(world: World, kid: string, secret: string): Promise<number> {
  const [channel] = await world.read<{ key: string }[]>('/api/v1/channels')
  const post = (address: string, body: object, token?: string) =>
    fetch(`${world.desk}/api/v1/widget/${address}`, {
      method: 'POST',
      headers: { 'content-type': 'application/json', ...(token && { authorization: `Bearer ${token}` }) },
      body: JSON.stringify(body),
    })
  const { token } = await (await post('visitors', { key: channel?.key })).json()
  const jwt = await new SignJWT({ external_id: 'customer-1', name: 'Ada Martin' })
    .setProtectedHeader({ alg: 'HS256', kid })
    .setExpirationTime('10m')
    .sign(new TextEncoder().encode(secret))
  return (await post('login', { jwt }, token)).status
}

test('a style says what it does, before and after its delay is changed; own ones come and go [S0.18]', async ({
  browser,
  world,
}) => {
  const page = await openSettings(browser, world, 'styles')
  // Recipes tried by other journeys may have left styles with the same words.
  await expect(page.getByText('Solved chats close after 1 hour.').first()).toBeVisible()
  await page.getByRole('button', { name: /Edit the style .*returning/ }).click()
  const dialog = page.getByRole('dialog')
  await dialog.getByRole('button', { name: /Unit/ }).click()
  await page.getByRole('option', { name: 'day' }).click()
  await dialog.getByLabel('Time from Solved to Closed').fill('2')
  await dialog.getByLabel('Time from Solved to Closed').press('Tab')
  await expect(dialog.getByText(/Solved chats close after 2 days/)).toBeVisible()
  await check(page)
  await dialog.getByRole('button', { name: 'Save' }).click()
  await expect(dialog).toHaveCount(0)
  await expect(page.getByText('Solved chats close after 2 days.')).toBeVisible()
  const styles = await world.read<{ kind: string; closeAfterSeconds: number }[]>('/api/v1/styles')
  expect(styles.find(({ kind }) => kind === 'live_chat_returning')?.closeAfterSeconds).toBe(2 * 86_400)

  await page.getByRole('button', { name: 'New style' }).click()
  await dialog.getByLabel('Name').fill('Slow')
  await dialog.getByRole('button', { name: 'Save' }).click()
  const card = page.getByRole('listitem').filter({ hasText: 'Slow' })
  await expect(card).toContainText('No channel uses it')
  await card.getByRole('button', { name: 'Delete' }).click()
  await page.getByRole('alertdialog').getByRole('button', { name: 'Delete' }).click()
  await expect(card).toHaveCount(0)
})

test('groups and brands are made and changed, and the audit tells it by person and by thing [ID9]', async ({
  browser,
  world,
}) => {
  const page = await openSettings(browser, world, 'groups/new')
  await page.getByLabel('Name of the group').fill('Returns')
  await page.getByText('Léa Karim').click()
  await check(page)
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('link', { name: /Returns/ })).toContainText('Léa Karim')

  await page.getByRole('link', { name: 'Brands' }).click()
  await page.getByRole('button', { name: 'New brand' }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('Boutique')
  await page.getByRole('dialog').getByText('Own colour').click()
  await check(page)
  await page.getByRole('button', { name: 'Save' }).click()
  await page.getByRole('button', { name: /Boutique/ }).click()
  await page.getByRole('dialog').getByLabel('Name').fill('Boutique Lyon')
  await page.getByRole('button', { name: 'Save' }).click()
  await expect(page.getByRole('button', { name: /Boutique Lyon/ })).toBeVisible()

  await page.getByRole('link', { name: 'Audit log' }).click()
  const entries = page.getByRole('listitem').filter({ has: page.locator('time') })
  await expect(entries.first()).toContainText('Léa Karim changed the brand Boutique Lyon')
  await expect(entries.first()).toContainText('before: Boutique')
  await page.getByRole('button', { name: /What/ }).click()
  await page.getByRole('option', { name: 'Groups' }).click()
  await expect(entries.first()).toContainText('made the group Returns')
  await expect(page.getByText('changed the brand')).toHaveCount(0)
  await check(page)
})
