/**
 * What any shop might do: switch its language, keep a basket, greet who is signed in – and tell the widget, by the same
 * calls that any site would use.
 */
declare global {
  interface Window {
    causerie?: { (...call: unknown[]): void; q?: ArrayLike<unknown>[] }
  }
}

type Texts = Record<string, string>

/** The stub from docs/widget.md: calls wait in it until the widget is loaded. */
function causerie(...call: unknown[]): void {
  if (!window.causerie) {
    const stub: NonNullable<Window['causerie']> = (...early) => void stub.q?.push(early)
    stub.q = []
    window.causerie = stub
  }
  window.causerie(...call)
}

const all = (selector: string) => [...document.querySelectorAll<HTMLElement>(selector)]

async function speak(locale: string): Promise<void> {
  const answer = await fetch(`/texts.${locale}.json`)
  const texts: Texts = await answer.json()
  document.documentElement.lang = locale
  for (const element of all('[data-text]')) element.textContent = texts[element.dataset.text ?? ''] ?? ''
  for (const element of all('[data-label]'))
    element.setAttribute('aria-label', texts[element.dataset.label ?? ''] ?? '')
  const money = new Intl.NumberFormat(locale, { style: 'currency', currency: 'EUR' })
  for (const element of all('[data-price]')) element.textContent = money.format(Number(element.dataset.price))
  const day = new Intl.DateTimeFormat(locale, { weekday: 'long', day: 'numeric', month: 'long' })
  for (const element of all('[data-days-ago]')) {
    element.textContent = day.format(Date.now() - Number(element.dataset.daysAgo) * 86_400_000)
  }
  for (const button of all('[data-locale]')) button.setAttribute('aria-pressed', `${button.dataset.locale === locale}`)
  document.title = texts[document.body.dataset.title ?? ''] ?? document.title
  showCustomer(texts)
}

function remember(key: string, value: string): void {
  sessionStorage.setItem(key, value)
}
const recall = (key: string): string => sessionStorage.getItem(key) ?? ''

function showCustomer(texts: Texts): void {
  const isSignedIn = recall('customer') !== ''
  for (const element of all('[data-customer]')) element.textContent = texts[isSignedIn ? 'signOut' : 'signIn'] ?? ''
  for (const element of all('[data-hello]')) {
    element.hidden = !isSignedIn
    element.textContent = (texts.hello ?? '').replace('{name}', recall('customer'))
  }
}

function showBasket(): void {
  for (const element of all('[data-basket]')) element.textContent = recall('basket') || '0'
}

let locale = recall('locale') || (navigator.language.startsWith('fr') ? 'fr' : 'en')

for (const button of all('[data-locale]')) {
  button.addEventListener('click', () => {
    locale = button.dataset.locale ?? 'en'
    remember('locale', locale)
    causerie('locale', locale)
    void speak(locale)
  })
}
for (const button of all('[data-add]')) {
  button.addEventListener('click', () => {
    remember('basket', `${Number(recall('basket')) + 1}`)
    showBasket()
  })
}
for (const button of all('[data-customer]')) {
  // A real shop would have its server sign a token here and give it to causerie('login', token): see docs/widget.md.
  button.addEventListener('click', () => {
    remember('customer', recall('customer') ? '' : 'Ada')
    void speak(locale)
  })
}
for (const button of all('[data-ask]')) button.addEventListener('click', () => causerie('open'))

causerie('locale', locale)
showBasket()
void speak(locale)

export {}
